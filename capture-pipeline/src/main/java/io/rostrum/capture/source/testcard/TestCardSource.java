package io.rostrum.capture.source.testcard;

import io.rostrum.capture.clock.FramePacer;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import org.jspecify.annotations.Nullable;

/// A picture that tells on its own whether everything behind it works: 75 % bars, a counter and a clock that machines
/// read, a flash in the first 66 ms of each second of the session (the test tone beeps then), the time in words.
///
/// Frame `k` shows the number `k` and has exactly the time `k / rate` of the session.
public final class TestCardSource implements Source {
    private static final int MAX_BEHIND = 2;

    private final PictureSize size;
    private final Rational rate;
    private final FramePool pool;
    private @Nullable CaptureThread thread;

    /// @param size of the card, at least 64x32 pixels
    /// @param rate frames a second
    /// @param pool gives the frames' memory
    public TestCardSource(PictureSize size, Rational rate, FramePool pool) {
        this.size = size;
        this.rate = rate;
        this.pool = pool;
    }

    @Override
    public String name() {
        return "testcard";
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) {
        TestCardPainter painter = new TestCardPainter(size, rate, "Rostrum test card");
        thread = CaptureThread.start(name(), () -> paint(painter, clock, sink), sink::lost);
    }

    private void paint(TestCardPainter painter, MediaClock clock, FrameSink sink) {
        FramePacer pacer = new FramePacer(clock, rate, 0, MAX_BEHIND);
        for (long index = pacer.await(); index >= 0; index = pacer.await()) {
            sink.frame(painter.paint(pool, index, pacer.nanosOf(index), System.currentTimeMillis()));
        }
    }

    @Override
    public void close() {
        CaptureThread running = thread;
        if (running != null) {
            running.close();
        }
    }
}
