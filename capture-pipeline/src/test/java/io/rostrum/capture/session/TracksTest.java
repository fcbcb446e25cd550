package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.FfmpegTones;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoder;
import io.rostrum.capture.encode.AudioEncoders;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.source.color.ColorSource;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who takes which track gets its sound with the same pictures; what nobody takes is not encoded.
class TracksTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final PictureSize SIZE = new PictureSize(160, 90);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(SIZE, new Rational(30, 1), 300_000, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final Counted encoders = new Counted();

    /// Remembers how many encoders of sound were opened, and closed.
    private static final class Counted implements AudioEncoders {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        int open() {
            return opened.get() - closed.get();
        }

        @Override
        @MustBeClosed
        @SuppressWarnings("MustBeClosedChecker") // closed by the one around it
        public AudioEncoder open(AudioSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
                throws EncoderException {
            AudioEncoder encoder = new AacEncoder(settings, clock, pool, sink);
            opened.incrementAndGet();
            return new AudioEncoder() {
                @Override
                public CodecParameters.Audio parameters() {
                    return encoder.parameters();
                }

                @Override
                public void encode(AudioBlock block) throws EncoderException {
                    encoder.encode(block);
                }

                @Override
                public void flush() throws EncoderException {
                    encoder.flush();
                }

                @Override
                public void close() {
                    encoder.close();
                    closed.incrementAndGet();
                }
            };
        }
    }

    private Supplier<AudioSource> sine(int hertz) throws Exception {
        Path file = FfmpegTones.sine(folder.resolve(hertz + ".wav"), hertz, 60);
        return new MediaFile(file, true, SIZE, SETTINGS.frameRate(), EnumSet.of(MediaKind.AUDIO))::audio;
    }

    /// A tone of 440 Hz in the first track, one of 1760 Hz in the second.
    private BroadcastSession start(PacketSink... first) throws Exception {
        return BroadcastSession.start(
                new VideoPart(
                        "colour",
                        pool -> ColorSource.of("#3060a0", SIZE, pool),
                        () -> VideoFilter.NONE,
                        "x264",
                        SETTINGS),
                new AudioPart(
                        List.of(
                                new AudioPart.Heard(sine(440), TrackSet.FIRST_ONLY),
                                new AudioPart.Heard(sine(1760), TrackSet.parse("2"))),
                        AudioSettings.DEFAULT),
                new FfmpegVideoEncoders(),
                encoders,
                Optional.empty(),
                List.of(first));
    }

    private static PacketSink noting(List<Long> dtsNanos, MediaKind kind) {
        return packet -> {
            try (packet) {
                if (packet.kind() == kind) {
                    dtsNanos.add(packet.dtsNanos());
                }
            }
        };
    }

    /// The access units of a track that are more than silence, each behind a header of ADTS (ISO/IEC 13818-7, 6.2).
    private static final class Heard implements PacketSink {
        private static final int SILENCE_BYTES = 20;
        private static final int HEADER_BYTES = 7;

        private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        private int units;

        @Override
        public synchronized void accept(Packet packet) {
            try (packet) {
                if (packet.kind() == MediaKind.AUDIO && packet.size() > SILENCE_BYTES) {
                    int length = HEADER_BYTES + packet.size();
                    stream.writeBytes(new byte[] {
                        (byte) 0xFF,
                        (byte) 0xF1, // no checksum
                        0x4C, // AAC-LC, 48 kHz
                        (byte) (0x80 | length >> 11), // two channels
                        (byte) (length >> 3),
                        (byte) (length << 5 | 0x1F),
                        (byte) 0xFC
                    });
                    byte[] unit = new byte[packet.size()];
                    packet.data().get(unit);
                    stream.writeBytes(unit);
                    units++;
                }
            }
        }

        synchronized int units() {
            return units;
        }

        synchronized Path file(Path file) throws IOException {
            return Files.write(file, stream.toByteArray());
        }
    }

    @Test
    void whoTakesATrackGetsItsToneOnly() throws Exception {
        Heard first = new Heard();
        Heard second = new Heard();
        BroadcastSession session = start(first);
        try {
            session.add(second, 2);
            await().atMost(SOON).until(() -> first.units() > 50 && second.units() > 50);
        } finally {
            session.close();
        }

        String one = first.file(folder.resolve("one.aac")).toString();
        String two = second.file(folder.resolve("two.aac")).toString();
        assertThat(FfmpegTones.heard(440, "-i", one)).isTrue();
        assertThat(FfmpegTones.heard(1760, "-i", one)).isFalse();
        assertThat(FfmpegTones.heard(440, "-i", two)).isFalse();
        assertThat(FfmpegTones.heard(1760, "-i", two)).isTrue();
        assertThat(session.stats().packets())
                .as("packets that nobody gave back")
                .isZero();
        assertThat(encoders.open()).isZero();
    }

    @Test
    void aTrackIsEncodedOnceForAllWhoTakeItAndNotWhenNobodyDoes() throws Exception {
        List<Long> programme = new CopyOnWriteArrayList<>();
        List<Long> own = new CopyOnWriteArrayList<>();
        List<Long> pictures = new CopyOnWriteArrayList<>();
        PacketSink ofProgramme = noting(programme, MediaKind.AUDIO);
        try (BroadcastSession session = start()) {
            assertThat(encoders.open()).as("the first, while nobody takes any").isEqualTo(1);
            session.add(ofProgramme, 2);
            Rendition rendition =
                    session.rendition("x264", SETTINGS.withBitRate(100_000), () -> VideoFilter.NONE, trouble -> {
                        throw new AssertionError(trouble);
                    });
            rendition.add(noting(own, MediaKind.AUDIO), 2);
            rendition.add(noting(pictures, MediaKind.VIDEO), 2);
            await().atMost(SOON).until(() -> programme.size() > 50 && own.size() > 50 && pictures.size() > 30);
            assertThat(encoders.opened).as("one for the second track, shared").hasValue(2);
            assertThat(encoders.open()).as("the first is left").isEqualTo(1);
            await().atMost(SOON).until(() -> programme.containsAll(own.subList(0, 40)));

            session.remove(ofProgramme);
            rendition.close();
            await().atMost(SOON).until(() -> encoders.opened.get() == 3);
            assertThat(encoders.open())
                    .as("the first again, for nobody takes any")
                    .isEqualTo(1);
        }
        assertThat(encoders.open()).isZero();
    }
}
