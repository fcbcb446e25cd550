package io.rostrum.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.packet.Codec;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import io.rostrum.server.record.RecordCounters.Stopped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What FFmpeg sends as Enhanced RTMP has it (`foreign/README.md`) is recorded bit by bit.
@ExtendWith(LeakGuard.class)
class OtherCodecsTest {
    @TempDir
    private Path path;

    private final RecordCounters counters = new RecordCounters();

    /// {@return what stays of the recording}
    private List<Recording> record(Container container, String flv) throws IOException {
        RecordConfig config = Broadcasts.config(container, Duration.ZERO, 0, 0, 0, false);
        RecordingFolder folder = RecordingFolder.open(path, new Disk.OfMachine());
        RecordingSession session = new RecordingSession(
                new StreamName("cam"),
                config,
                folder,
                new Room(config, folder, counters),
                counters,
                () -> Instant.parse("2026-11-21T12:00:00Z"),
                () -> Recording.About.NOTHING);
        for (int round = 0; round < 30; round++) { // sound that is alone is waited for, a second
            for (MediaMessage message : Messages.of(flv)) {
                long at = message.timestampMillis() + round * 300L;
                try (MediaMessage sent = new MediaMessage(
                        message.kind(), at, message.keyFrame(), message.sequenceHeader(), message.payload())) {
                    session.media(sent, at * 1_000_000);
                }
            }
        }
        session.ended();
        return folder.list();
    }

    private static List<String> sent(String flv) throws IOException {
        List<String> frames = new ArrayList<>();
        for (MediaMessage message : Messages.of(flv)) {
            try (message) {
                ByteBuffer bytes = null;
                if (message.kind() == MediaMessage.Kind.VIDEO
                        && FlvVideo.parse(message.payload()) instanceof FlvVideo.Frame frame) {
                    bytes = frame.nals();
                } else if (message.kind() == MediaMessage.Kind.AUDIO
                        && FlvAudio.parse(message.payload()) instanceof FlvAudio.Frame frame) {
                    bytes = frame.accessUnit();
                }
                if (bytes != null) {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    frames.add(HexFormat.of().formatHex(copy));
                }
            }
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource({"hevc-enhanced.flv, HEVC", "av1-enhanced.flv, AV1", "opus-enhanced.flv, OPUS"})
    void everyFrameIsInTheFileAsItCame(String flv, Codec codec) throws IOException {
        Recording recording = record(Container.MP4, flv).getFirst();

        Path file = path.resolve(recording.fileName());
        byte[] all = Files.readAllBytes(file);
        Movie movie = Broadcasts.movie(file);
        assertThat(movie.leading().track().parameters().codec()).isEqualTo(codec);
        List<String> kept = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (Movie.Piece piece : movie.fragments()) {
            for (Movie.Run run : piece.runs()) {
                for (Movie.PlacedSample sample : run.samples()) {
                    int from = (int) sample.offset();
                    kept.add(HexFormat.of().formatHex(Arrays.copyOfRange(all, from, from + sample.bytes())));
                    times.add(sample.decodeTime());
                }
            }
        }
        List<String> sent = sent(flv);
        assertThat(kept).hasSizeGreaterThan(20 * sent.size()).isSubsetOf(sent);
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(Recovery.recover(file, recording, new Disk.OfMachine())
                        .orElseThrow()
                        .durationMillis())
                .isEqualTo(movie.durationMillis());
    }

    @Test
    void aTransportStreamDoesNotTakeThem() throws IOException {
        assertThat(record(Container.TS, "hevc-enhanced.flv")).isEmpty();
        assertThat(counters.stoppedTotal(Stopped.UNREADABLE)).isEqualTo(1);
        assertThat(counters.stoppedTotal(Stopped.DISK_FAILED)).isZero();
    }

    @Test
    void anFlvFileHasTheTagsAsTheyCame() throws IOException {
        assertThat(record(Container.FLV, "hevc-enhanced.flv"))
                .singleElement()
                .satisfies(one -> assertThat(one.durationMillis()).isGreaterThan(8_000));
    }
}
