package io.rostrum.testing;

import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.session.AudioPart;
import io.rostrum.capture.session.BroadcastSession;
import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.VideoPart;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// The test card with sound, broadcast by the engine itself to one target, with encoders that fail when they are
/// told to.
public final class FailingBroadcast implements AutoCloseable {
    private static final Rational RATE = new Rational(30, 1);

    private final FaultyEncoders encoders;
    private final PushLoops loops = PushLoops.open();
    private final PushTarget target;
    private final BroadcastSession session;

    /// @param encoders how many encoders there are to fail, one after the other
    /// @param more     other takers of the packets, borrowed
    public FailingBroadcast(String url, PictureSize size, int bitsPerSecond, int encoders, List<PacketSink> more)
            throws IOException {
        this.encoders = new FaultyEncoders(encoders);
        target = PushTarget.start(PushUrl.parse(url), PushSettings.DEFAULT, loops);
        List<PacketSink> sinks = new ArrayList<>(more);
        sinks.add(target);
        session = BroadcastSession.start(
                new VideoPart(
                        "test card",
                        pool -> new TestCardSource(size, RATE, pool),
                        () -> FilterChain.create(List.of(), GpuMode.OFF),
                        "auto",
                        VideoSettings.live(size, RATE, bitsPerSecond, Duration.ofSeconds(2))),
                new AudioPart(GeneratedAudioSource::testCardBeep, AudioSettings.DEFAULT),
                this.encoders,
                AacEncoder::new,
                Optional.empty(),
                sinks);
    }

    /// Has the encoder that runs fail or hang, and waits until another has been chosen.
    public void order(FaultyEncoders.Fault fault) {
        String before = encoder().name();
        encoders.order(fault);
        Awaitility.await("the encoder after " + before)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !encoder().name().equals(before));
    }

    public EncoderState encoder() {
        return session.stats().video().orElseThrow().encoder();
    }

    public BroadcastSession session() {
        return session;
    }

    @Override
    public void close() {
        encoders.close();
        session.close();
        target.stop().join();
        loops.close();
    }
}
