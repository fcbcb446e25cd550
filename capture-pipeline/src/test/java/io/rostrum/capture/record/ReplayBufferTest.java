package io.rostrum.capture.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of ffmpeg's packets, a key frame each half second.
class ReplayBufferTest {
    private static final Duration GROUP = Duration.ofMillis(501);

    @TempDir
    Path folder = Path.of("");

    private final PacketPool pool = new PacketPool();
    private final FlvPackets packets;

    ReplayBufferTest() throws IOException {
        packets = new FlvPackets(pool);
    }

    @AfterEach
    void everyPacketWasGivenBack() {
        assertThat(pool.outstanding()).isZero();
    }

    static List<Movie.PlacedSample> pictures(Path file) throws IOException {
        List<Movie.PlacedSample> pictures = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            Movie movie = MovieReader.read(channel, true);
            for (Movie.Piece piece : movie.fragments()) {
                for (Movie.Run run : piece.runs()) {
                    if (movie.track(run.trackId()).kind() == MediaKind.VIDEO) {
                        pictures.addAll(run.samples());
                    }
                }
            }
        }
        return pictures;
    }

    @Test
    void theLastSecondsAreKeptAndBeginWithAKeyFrame() throws Exception {
        try (ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(5), ReplayBuffer.MOST_BYTES)) {
            for (int second = 0; second < 30; second++) {
                packets.give(second, replay);
            }
            assertThat(replay.held().media())
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(5).plus(GROUP));
            Path saved = replay.save(folder.resolve("replay.mp4"));

            List<Movie.PlacedSample> pictures = pictures(saved);
            assertThat(pictures).hasSizeBetween(150, 166);
            assertThat(pictures.getFirst().sync()).isTrue();

            packets.give(30, replay);
            assertThat(replay.save(folder.resolve("replay.mp4")))
                    .as("the buffer goes on, and no file is overwritten")
                    .isEqualTo(folder.resolve("replay-2.mp4"));
        }
    }

    @Test
    void noMoreBytesAreKeptThanMayBe() throws Exception {
        int[] second = new int[1];
        packets.give(0, packet -> {
            try (packet) {
                second[0] += packet.size();
            }
        });
        try (ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(60), 3L * second[0])) {
            for (int i = 0; i < 20; i++) {
                packets.give(i, packet -> {
                    replay.accept(packet);
                    assertThat(replay.held().bytes()).isLessThanOrEqualTo(3L * second[0]);
                });
            }
            assertThat(replay.held().media()).isGreaterThan(Duration.ofSeconds(2));
        }
        try (ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(60), 100)) {
            packets.give(0, replay);
            assertThat(replay.held().bytes()).as("not one picture has room").isLessThanOrEqualTo(100);
        }
    }

    @Test
    void anotherPictureBeginsAnew() throws Exception {
        try (ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(20), ReplayBuffer.MOST_BYTES)) {
            packets.give(0, replay);
            packets.give(1, replay, ReplayBufferTest::otherPicture);
            packets.give(2, replay, ReplayBufferTest::otherPicture);
            Path saved = replay.save(folder.resolve("replay.mp4"));
            assertThat(pictures(saved)).hasSize(60);
            assertThat(folder.resolve("replay-2.mp4")).doesNotExist();
        }
    }

    private static CodecParameters otherPicture(CodecParameters usual) {
        return switch (usual) {
            case CodecParameters.Video video ->
                new CodecParameters.Video(
                        video.codec(), 64, 48, video.frameRate(), video.color(), video.configuration(), 0);
            case CodecParameters.Audio audio -> audio;
        };
    }

    @Test
    void whatCannotBeSavedIsSaid() throws Exception {
        try (ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(5), ReplayBuffer.MOST_BYTES)) {
            assertThatThrownBy(() -> replay.save(folder.resolve("replay.mp4")))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageStartingWith("There is nothing to save yet.");
            List<Packet> first = new ArrayList<>();
            packets.give(0, first::add);
            first.removeIf(packet -> {
                boolean key = packet.isVideo() && packet.keyFrame();
                if (key) {
                    packet.close();
                }
                return key;
            });
            first.forEach(replay::accept);
            assertThat(replay.held().bytes()).as("nothing before a key frame").isZero();
            packets.give(1, replay);
            assertThatThrownBy(() -> replay.save(folder.resolve("none").resolve("replay.mp4")))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageStartingWith("There is no folder ");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatComesAfterTheEndIsGivenBack() {
        ReplayBuffer replay = new ReplayBuffer(Duration.ofSeconds(5), ReplayBuffer.MOST_BYTES);
        packets.give(0, replay);
        replay.close();
        packets.give(1, replay);
        assertThat(replay.held()).isEqualTo(new ReplayBuffer.Held(Duration.ZERO, 0));
    }
}
