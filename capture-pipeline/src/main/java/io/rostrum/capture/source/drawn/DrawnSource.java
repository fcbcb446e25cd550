package io.rostrum.capture.source.drawn;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.drawn.Drawing.Drawn;
import io.rostrum.capture.source.drawn.Drawing.Moment;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a [LiveDrawing]: one thread draws, however long that takes, and another one repeats the newest picture
/// meanwhile as [Source#REPEAT_AT_LEAST] asks.
final class DrawnSource implements Source {
    private static final Logger log = LoggerFactory.getLogger(DrawnSource.class);
    /// Until a source that is opened goes on without its first picture.
    private static final long FIRST_PICTURE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final String name;
    private final LiveDrawing live;
    private final InstantSource wall;
    private final FramePool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drawn = lock.newCondition();
    private @Nullable VideoFrame newest;
    private long pictures;
    private boolean closed;
    private @Nullable CaptureThread painter;
    private @Nullable CaptureThread giver;

    DrawnSource(String name, LiveDrawing live, InstantSource wall, FramePool pool) {
        this.name = name;
        this.live = live;
        this.wall = wall;
        this.pool = pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        LiveDrawing.Wish first = live.wish();
        first.drawing().open();
        painter = CaptureThread.start(name + " painter", () -> paint(first), sink::lost);
        awaitFirst();
        giver = CaptureThread.start(name, () -> give(clock, sink), sink::lost);
    }

    private void awaitFirst() {
        lock.lock();
        try {
            long left = FIRST_PICTURE_NANOS;
            while (newest == null && !closed && left > 0) {
                left = drawn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    // --- the painter's thread ---------------------------------------------------------------------------------------

    private void paint(LiveDrawing.Wish first) {
        LiveDrawing.Wish wish = first;
        Drawing drawing = first.drawing();
        Drawing.@Nullable Content content = null;
        @Nullable PictureSize size = null;
        Optional<String> drawTrouble = Optional.empty();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!wish.drawing().equals(drawing)) {
                    Drawing next = wish.drawing().after(drawing);
                    drawing.release();
                    drawing = next;
                }
                if (wish.turns() != 0) {
                    drawing.turn(wish.turns());
                }
                Moment moment = drawing.at(wall.instant());
                if (!moment.content().equals(content) || !wish.size().equals(size)) {
                    drawTrouble = draw(moment.content(), wish.size());
                    content = moment.content();
                    size = wish.size();
                }
                say(moment, drawTrouble);
                live.await(wish.version(), moment.holds());
                wish = live.wish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drawing.release();
        }
    }

    private Optional<String> draw(Drawing.Content content, PictureSize size) {
        Drawn made;
        try {
            made = content.draw(size);
        } catch (DeviceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        VideoFrame frame = made.picture().toFrame(pool, 0, made.picture().opaque());
        @Nullable VideoFrame old;
        lock.lock();
        try {
            old = closed ? frame : newest;
            if (!closed) {
                newest = frame;
                pictures++;
                drawn.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
        return made.trouble();
    }

    private void say(Moment moment, Optional<String> drawTrouble) {
        Optional<String> trouble = moment.trouble().or(() -> drawTrouble);
        if (live.say(moment.caption(), trouble)) {
            trouble.ifPresent(words -> log.warn("[source {}] {}", name, words));
        }
    }

    // --- the giver's thread -----------------------------------------------------------------------------------------

    private void give(MediaClock clock, FrameSink sink) {
        long given = 0;
        long last = Long.MIN_VALUE;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                @Nullable VideoFrame copy;
                lock.lockInterruptibly();
                try {
                    copy = newest == null ? null : newest.retain();
                    given = pictures;
                } finally {
                    lock.unlock();
                }
                if (copy != null) {
                    last = Math.max(last + 1, clock.nanoTime());
                    sink.frame(copy.withPts(last));
                }
                awaitOther(given);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOther(long given) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = REPEAT_AT_LEAST.toNanos() / 2;
            while (pictures == given && left > 0) {
                left = drawn.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            drawn.signalAll();
        } finally {
            lock.unlock();
        }
        if (painter != null) {
            painter.close();
        }
        if (giver != null) {
            giver.close();
        }
        lock.lock();
        try {
            if (newest != null) {
                newest.close();
                newest = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
