package io.rostrum.studio.engine;

import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketStamps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scales programme pictures for the eye on a thread of its own; the newest wins, so that neither a slow window
/// nor the scaling holds up the programme.
final class ScaledPreview implements PreviewFeed, ProgrammeSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScaledPreview.class);
    private static final int LEAST_SIDE = 2;

    private final FramePool pool = new FramePool();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private volatile int wantedWidth;
    private volatile int wantedHeight;
    private volatile Runnable wake = () -> {};
    private @Nullable VideoFrame waiting;
    private boolean closed;

    /// Guards the picture that is ready.
    private final ReentrantLock readyLock = new ReentrantLock();
    private @Nullable VideoFrame ready;
    private long readyNumber;
    private long number;
    private final Intervals shown = new Intervals();

    ScaledPreview() {
        thread = Thread.ofPlatform().name("rostrum-preview").daemon().start(this::run);
    }

    @Override
    public void want(int width, int height) {
        wantedWidth = width;
        wantedHeight = height;
    }

    /// {@return the size of the picture that is wanted of a canvas, not larger than that; empty while
    /// none is}
    Optional<PictureSize> wanted(PictureSize canvas) {
        int width = Math.min(wantedWidth, canvas.width());
        int height = Math.min(wantedHeight, canvas.height());
        return width >= LEAST_SIDE && height >= LEAST_SIDE
                ? Optional.of(fitting(canvas, width, height))
                : Optional.empty();
    }

    @Override
    public void onPicture(Runnable told) {
        wake = told;
    }

    @Override
    public boolean frame(VideoFrame frame, PacketStamps stamps) {
        VideoFrame surplus = frame;
        lock.lock();
        try {
            number++;
            if (!closed && wantedWidth >= LEAST_SIDE && wantedHeight >= LEAST_SIDE) {
                surplus = waiting;
                waiting = frame;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            surplus.close();
        }
        return true;
    }

    private void run() {
        try (Canvas canvas = new Canvas()) {
            VideoFrame next = await();
            while (next != null) {
                try (VideoFrame frame = next) {
                    scale(frame, canvas);
                }
                wake.run();
                next = await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("[preview] ended by a defect", e);
        }
    }

    private @Nullable VideoFrame await() throws InterruptedException {
        lock.lock();
        try {
            while (waiting == null && !closed) {
                changed.await();
            }
            VideoFrame next = waiting;
            waiting = null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void scale(VideoFrame frame, Canvas canvas) {
        PictureSize size = fitting(frame.size(), wantedWidth, wantedHeight);
        try (VideoFrame small = pool.take(size, frame.ptsNanos(), true)) {
            canvas.draw(small, frame, PictureRect.of(frame.size()), PictureRect.of(size), 1);
            publish(small.retain());
        }
    }

    /// {@return the largest size of the same shape within the given one, never larger than the picture itself
    /// by more than the view asks}
    static PictureSize fitting(PictureSize picture, int width, int height) {
        double scale = Math.min((double) width / picture.width(), (double) height / picture.height());
        return new PictureSize(
                Math.max(LEAST_SIDE, (int) Math.round(picture.width() * scale)),
                Math.max(LEAST_SIDE, (int) Math.round(picture.height() * scale)));
    }

    private void publish(@Nullable VideoFrame small) {
        VideoFrame unseen;
        readyLock.lock();
        try {
            unseen = ready;
            ready = small;
            readyNumber = number();
        } finally {
            readyLock.unlock();
        }
        if (unseen != null) {
            unseen.close();
        }
    }

    private long number() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean look(Viewer viewer) {
        readyLock.lock();
        try (VideoFrame picture = ready) {
            if (picture == null) {
                return false;
            }
            ready = null;
            shown.add(System.nanoTime());
            ByteBuffer pixels = picture.pixels()
                    .limit((long) picture.strideBytes() * picture.height())
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
            viewer.picture(pixels, picture.width(), picture.height(), readyNumber);
            return true;
        } finally {
            readyLock.unlock();
        }
    }

    /// {@return how steadily new pictures were shown during the last ten seconds}
    Intervals.Summary shown() {
        readyLock.lock();
        try {
            return shown.summary();
        } finally {
            readyLock.unlock();
        }
    }

    @Override
    public void close() {
        VideoFrame left;
        lock.lock();
        try {
            closed = true;
            left = waiting;
            waiting = null;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (left != null) {
            left.close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publish(null);
        pool.close();
    }
}
