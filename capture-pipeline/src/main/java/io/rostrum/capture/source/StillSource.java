package io.rostrum.capture.source;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A source whose picture never changes: it is made once and repeated as [Source#REPEAT_AT_LEAST] asks, each time a
/// handle on the same memory.
public final class StillSource implements Source {
    /// Makes the picture when the source is started.
    @FunctionalInterface
    public interface Picture {
        DrawnPicture draw() throws DeviceException;
    }

    private final String name;
    private final FramePool pool;
    private final Picture picture;
    private @Nullable CaptureThread thread;

    /// @param pool gives the picture's memory
    public StillSource(String name, FramePool pool, Picture picture) {
        this.name = name;
        this.pool = pool;
        this.picture = picture;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        DrawnPicture drawn = picture.draw();
        VideoFrame frame = drawn.toFrame(pool, clock.nanoTime(), drawn.opaque());
        thread = CaptureThread.start(name, () -> repeat(frame, clock, sink), sink::lost);
    }

    private static void repeat(VideoFrame first, MediaClock clock, FrameSink sink) {
        try (first) {
            while (!Thread.currentThread().isInterrupted()) {
                VideoFrame copy = first.retain();
                sink.frame(copy.withPts(clock.nanoTime()));
                LockSupport.parkNanos(REPEAT_AT_LEAST.toNanos());
            }
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
