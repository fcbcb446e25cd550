package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoder;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.source.color.ColorSource;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Sessions whose parts have a defect.
final class BroadcastSessionTest {
    private static final PictureSize SIZE = new PictureSize(64, 36);
    private static final Rational RATE = new Rational(30, 1);
    private static final String MISTAKE =
            "the broadcast ended because of a mistake in this program; start it again, and please report the log";

    private static void well() {}

    private static void defect() {
        throw new IllegalStateException("a bug");
    }

    private static void noMemory() {
        throw new OutOfMemoryError("Java heap space");
    }

    /// Takes pictures, and does something each time.
    private record Encoding(Runnable each) implements VideoEncoder {
        @Override
        public boolean changeBitRate(int bitsPerSecond) {
            return false;
        }

        @Override
        public void encode(VideoFrame frame, PacketStamps stamps) {
            frame.close();
            each.run();
        }

        @Override
        public void keyFrameNext() {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private record Encoders(Runnable each) implements VideoEncoders {
        @Override
        public void prepare() {}

        @Override
        public List<String> names() {
            return List.of("it");
        }

        @Override
        public List<Candidate> candidates() {
            return List.of(new Candidate("it", false));
        }

        @Override
        public VideoEncoder open(
                String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink) {
            return new Encoding(each);
        }

        @Override
        public Probe probe(String name) {
            return new Probe(name, true, false, "");
        }
    }

    /// Takes sound, and does something each time.
    private record SoundEncoding(Runnable each) implements AudioEncoder {
        @Override
        public CodecParameters.Audio parameters() {
            return new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.allocate(0), 0);
        }

        @Override
        public void encode(AudioBlock block) {
            each.run();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private record Filter(Runnable each) implements VideoFilter {
        @Override
        public VideoFrame apply(VideoFrame input) {
            try {
                each.run();
                return input;
            } catch (RuntimeException e) {
                input.close();
                throw e;
            }
        }

        @Override
        public void close() {}
    }

    private static VideoPart picture(Runnable eachFiltered) {
        return new VideoPart(
                "colour",
                pool -> ColorSource.of("#112233", SIZE, pool),
                () -> new Filter(eachFiltered),
                "auto",
                VideoSettings.live(SIZE, RATE, 1_000_000, Duration.ofSeconds(1)));
    }

    private static void assertFails(
            @Nullable VideoPart video, Runnable eachEncoded, @Nullable AudioPart audio, Runnable eachHeard, String why)
            throws Exception {
        BroadcastSession failed;
        try (BroadcastSession session = BroadcastSession.start(
                video,
                audio,
                new Encoders(eachEncoded),
                (settings, clock, pool, sink) -> new SoundEncoding(eachHeard),
                Optional.empty(),
                List.of())) {
            failed = session;
            await().atMost(Duration.ofSeconds(20)).until(() -> session.state() instanceof SessionState.Failed);
            assertThat(session.state()).isEqualTo(new SessionState.Failed(why));
        }
        assertThat(failed.stats().pictures()).isZero();
    }

    @Test
    void aDefectOfTheEncoderEndsTheBroadcast() throws Exception {
        assertFails(
                picture(BroadcastSessionTest::well),
                BroadcastSessionTest::defect,
                null,
                BroadcastSessionTest::well,
                MISTAKE);
    }

    @Test
    void aDefectOfTheCompositorEndsTheBroadcast() throws Exception {
        assertFails(
                picture(BroadcastSessionTest::defect),
                BroadcastSessionTest::well,
                null,
                BroadcastSessionTest::well,
                MISTAKE);
    }

    @Test
    void aDefectOfTheMixerEndsTheBroadcast() throws Exception {
        AudioPart beep = new AudioPart(GeneratedAudioSource::testCardBeep, AudioSettings.DEFAULT);
        assertFails(null, BroadcastSessionTest::well, beep, BroadcastSessionTest::defect, MISTAKE);
    }

    @Test
    void memoryThatRanOutIsSaid() throws Exception {
        assertFails(
                picture(BroadcastSessionTest::well),
                BroadcastSessionTest::noMemory,
                null,
                BroadcastSessionTest::well,
                "there is no memory left for the broadcast; close other programs, or choose a smaller picture");
    }
}
