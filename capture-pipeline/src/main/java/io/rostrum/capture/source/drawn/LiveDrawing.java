package io.rostrum.capture.source.drawn;

import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A drawing that can be exchanged and sized while its source shows it, without a gap. It outlives the source, which is
/// made anew from it after a loss. Thread-safe.
public final class LiveDrawing {
    private final InstantSource wall;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Drawing wanted;
    private PictureSize size;
    private int turns;
    private long version;
    private String caption = "";
    private Optional<String> trouble = Optional.empty();

    /// What is asked for.
    ///
    /// @param turns   pages to be turned that were not yet
    /// @param version grows with each wish
    record Wish(Drawing drawing, PictureSize size, int turns, long version) {}

    /// @param size of the pictures
    /// @param wall the time of day
    public LiveDrawing(Drawing first, PictureSize size, InstantSource wall) {
        this.wanted = first;
        this.size = size;
        this.wall = wall;
    }

    /// {@return a source that shows it; one at a time}
    public Source source(String name, FramePool pool) {
        return new DrawnSource(name, this, wall, pool);
    }

    /// Shows another drawing from the next picture on.
    public void show(Drawing next) {
        wish(() -> wanted = next);
    }

    /// Draws in another size from the next picture on.
    public void resize(PictureSize to) {
        lock.lock();
        try {
            if (!to.equals(size)) {
                wish(() -> size = to);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Goes on, or back, where there is something to turn.
    ///
    /// @param pages to go on; below 0 back
    public void turn(int pages) {
        wish(() -> turns += pages);
    }

    private void wish(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// {@return where in it this is, for the user; empty where there is nothing to say}
    public String caption() {
        lock.lock();
        try {
            return caption;
        } finally {
            lock.unlock();
        }
    }

    /// {@return what is not as it was wished, in words for the user}
    public Optional<String> trouble() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    Wish wish() {
        lock.lock();
        try {
            Wish wish = new Wish(wanted, size, turns, version);
            turns = 0;
            return wish;
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether the trouble is another one than before}
    boolean say(String newCaption, Optional<String> newTrouble) {
        lock.lock();
        try {
            caption = newCaption;
            boolean other = !newTrouble.equals(trouble);
            trouble = newTrouble;
            return other;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for another wish than the one of `version`.
    ///
    /// @param most how long
    void await(long version, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (this.version == version && left > 0) {
                left = changed.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
    }
}
