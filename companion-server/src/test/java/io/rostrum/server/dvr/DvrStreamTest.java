package io.rostrum.server.dvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import io.rostrum.server.record.RecordConfig.QueueLimits;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakGuard.class)
class DvrStreamTest {
    private static final long SECOND = 1001;

    @TempDir
    private Path folder;

    private static long send(DvrStream to, long atMillis, int seconds) {
        for (int i = 0; i < seconds; i++) {
            for (MediaMessage message : Messages.of("avc-aac.flv")) {
                try (MediaMessage sent = new MediaMessage(
                        message.kind(),
                        message.timestampMillis() + atMillis + i * SECOND,
                        message.keyFrame(),
                        message.sequenceHeader(),
                        message.payload())) {
                    to.message(sent);
                }
            }
        }
        return atMillis + seconds * SECOND;
    }

    private DvrStream stream(Duration window) {
        DvrConfig config = new DvrConfig(true, window, 1 << 30, 0);
        return new DvrStream(
                "cam",
                folder.resolve("take"),
                config,
                new QueueLimits(Duration.ofHours(1), 1 << 30),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
    }

    private List<MediaSegment> listed(DvrStream stream) throws Exception {
        String text =
                stream.window().playlist("", Optional.empty(), Instant.EPOCH).orElseThrow();
        return new MediaPlaylistParser().readPlaylist(text).mediaSegments();
    }

    /// {@return a segment after its initialization section}
    private Movie read(DvrStream stream, MediaSegment segment) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(Files.readAllBytes(stream.folder().resolve("init-0.mp4")));
        byte[] chunk = Files.readAllBytes(stream.folder().resolve(segment.uri()));
        int offset = segment.byteRange().orElseThrow().offset().orElseThrow().intValue();
        int length = (int) segment.byteRange().orElseThrow().length();
        all.write(Arrays.copyOfRange(chunk, offset, offset + length));
        Path file = Files.write(folder.resolve("segment.mp4"), all.toByteArray());
        try (FileChannel channel = FileChannel.open(file)) {
            return MovieReader.read(channel, true);
        }
    }

    @Test
    void segmentsFollowOnEachOtherFromKeyFrameToKeyFrame() throws Exception {
        DvrStream stream = stream(Duration.ofHours(2));
        stream.start();
        send(stream, 0, 30);
        stream.end();
        assertThat(stream.awaitEnd(Duration.ofSeconds(20))).isTrue();

        List<MediaSegment> segments = listed(stream);
        assertThat(segments).hasSizeBetween(6, 8);
        long end = 0;
        for (MediaSegment segment : segments) {
            Movie movie = read(stream, segment);
            Movie.Run first = movie.fragments().getFirst().runs().getFirst();
            Movie.Run last = movie.fragments().getLast().runs().getFirst();
            assertThat(first.startsWithSync()).isTrue();
            assertThat(first.start()).isEqualTo(end);
            assertThat((last.end() - first.start()) / 90_000.0)
                    .isCloseTo(segment.duration(), within(segment.equals(segments.getLast()) ? 0.1 : 0.002));
            end = last.end();
        }
        assertThat(stream.window().millis()).isBetween(29_900L, 30_200L);
    }

    @Test
    void filesThatNobodyCanGoBackToAreDeleted() throws Exception {
        DvrStream stream = stream(Duration.ofMinutes(1));
        stream.start();
        for (long minute = 0; minute < 5; minute++) {
            send(stream, minute * 60 * SECOND, 60);
            long sent = (minute + 1) * 60 * SECOND;
            org.awaitility.Awaitility.await()
                    .until(() -> stream.window().edge().isPresent()
                            && stream.window().millis() >= Math.min(sent, 60_000) - 6_000);
        }
        stream.end();
        assertThat(stream.awaitEnd(Duration.ofSeconds(20))).isTrue();

        try (var files = Files.list(stream.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("chunk-")))
                    .hasSizeBetween(2, 4)
                    .doesNotContain("chunk-0.m4s");
        }
        assertThat(stream.window().millis()).isLessThanOrEqualTo(70_000);
    }

    @Test
    void whatComesAfterAnInterruptionIsADiscontinuity() throws Exception {
        DvrStream stream = stream(Duration.ofHours(2));
        stream.start();
        long end = send(stream, 0, 9);
        stream.interrupted();
        send(stream, end, 9);
        stream.end();
        assertThat(stream.awaitEnd(Duration.ofSeconds(20))).isTrue();

        assertThat(listed(stream)).filteredOn(MediaSegment::discontinuity).hasSize(1);
        assertThat(stream.window().millis()).isBetween(17_900L, 18_200L);
    }
}
