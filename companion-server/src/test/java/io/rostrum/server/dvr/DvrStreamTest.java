package io.rostrum.server.dvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.encryption.KeyRotation;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import io.rostrum.server.record.RecordConfig.QueueLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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
        return stream(window, SegmentEncryption.NONE);
    }

    private DvrStream stream(Duration window, SegmentEncryption encryption) {
        DvrConfig config = new DvrConfig(true, window, 1 << 30, 0);
        AtomicLong asked = new AtomicLong();
        return new DvrStream(
                "cam",
                folder.resolve("take"),
                config,
                new KeyRotation(encryption, "cam", () -> TimeUnit.SECONDS.toNanos(asked.getAndIncrement())),
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
        return read(stream, segment, bytes -> bytes);
    }

    private interface Clearing {
        byte[] of(byte[] bytes) throws Exception;
    }

    private Movie read(DvrStream stream, MediaSegment segment, Clearing clearing) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(Files.readAllBytes(stream.folder().resolve("init-0.mp4")));
        byte[] chunk = Files.readAllBytes(stream.folder().resolve(segment.uri()));
        int offset = segment.byteRange().orElseThrow().offset().orElseThrow().intValue();
        int length = (int) segment.byteRange().orElseThrow().length();
        all.write(clearing.of(Arrays.copyOfRange(chunk, offset, offset + length)));
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
    void encryptedSegmentsAreSoOnTheDiskAndKeysGoWithTheirFiles() throws Exception {
        DvrStream stream = stream(Duration.ofMinutes(2), new SegmentEncryption(_ -> true, Duration.ofSeconds(10)));
        stream.start();
        send(stream, 0, 300);
        stream.end();
        assertThat(stream.awaitEnd(Duration.ofSeconds(20))).isTrue();

        String text =
                stream.window().playlist("", Optional.empty(), Instant.EPOCH).orElseThrow();
        assertThat(text.indexOf("#EXT-X-MAP")).isLessThan(text.indexOf("#EXT-X-KEY"));
        var playlist = new MediaPlaylistParser().readPlaylist(text);
        String key = "";
        long sequence = playlist.mediaSequence();
        long end = -1;
        for (MediaSegment segment : playlist.mediaSegments()) {
            key = segment.segmentKey().flatMap(one -> one.uri()).orElse(key);
            byte[] secret = secret(stream, key);
            byte[] vector = ByteBuffer.allocate(16).putLong(8, sequence++).array();
            Movie movie = read(stream, segment, bytes -> {
                Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(vector));
                return cipher.doFinal(bytes);
            });
            Movie.Run first = movie.fragments().getFirst().runs().getFirst();
            assertThat(first.startsWithSync()).isTrue();
            assertThat(first.start()).isEqualTo(end < 0 ? first.start() : end);
            end = movie.fragments().getLast().runs().getFirst().end();
        }
        assertThat(text.lines().filter(line -> line.startsWith("#EXT-X-KEY"))).hasSizeGreaterThan(2);
        assertThat(stream.key("key-0.key")).as("its segments are gone").isEmpty();
    }

    private static byte[] secret(DvrStream stream, String key) {
        ByteBuf file = stream.key(key).orElseThrow().response().body();
        byte[] secret = ByteBufUtil.getBytes(file);
        file.release();
        return secret;
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
