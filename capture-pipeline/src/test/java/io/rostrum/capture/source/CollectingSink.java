package io.rostrum.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.effects.picture.VideoFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it is given until a test looks at it, and checks what every source has to keep.
public final class CollectingSink implements FrameSink, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEPT = 200;

    private final Deque<VideoFrame> frames = new ArrayDeque<>();
    private long lastPts = Long.MIN_VALUE;
    private @Nullable DeviceException lost;
    private @Nullable String broken;
    private boolean ended;

    @Override
    public synchronized void frame(VideoFrame frame) {
        if (frame.ptsNanos() <= lastPts) {
            broken = "time " + frame.ptsNanos() + " after " + lastPts;
        }
        lastPts = frame.ptsNanos();
        frames.add(frame);
        if (frames.size() > KEPT) {
            frames.remove().close();
        }
    }

    @Override
    public synchronized void lost(DeviceException why) {
        lost = why;
    }

    @Override
    public synchronized void ended() {
        ended = true;
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    public synchronized int size() {
        return frames.size();
    }

    /// Waits until a frame is there and gives it to `look`, which borrows it.
    public void next(Consumer<VideoFrame> look) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> size() > 0 || lostSoFar() != null);
        assertThat(size()).as("frames, where %s", lostSoFar()).isPositive();
        try (VideoFrame frame = take()) {
            look.accept(frame);
        }
    }

    /// Waits until the source says that it is lost.
    public DeviceException awaitLost() {
        return await().atMost(PATIENCE).until(this::lostSoFar, why -> why != null);
    }

    private synchronized @Nullable DeviceException lostSoFar() {
        return lost;
    }

    private synchronized VideoFrame take() {
        return frames.remove();
    }

    @Override
    public synchronized void close() {
        frames.forEach(VideoFrame::close);
        frames.clear();
        assertThat(broken).isNull();
    }
}
