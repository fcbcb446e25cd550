package io.rostrum.capture.scene;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.Source;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When a lost source is tried again.
///
/// The pauses between two tries grow until the source has stayed for a while: one that opens and dies each time must
/// not cost more than one that does not open. Word that such a device came ends a pause and makes the next ones short
/// again, as it may take a moment until it can be used. Thread-safe.
final class RetryPace {
    private static final Logger log = LoggerFactory.getLogger(RetryPace.class);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(10);
    /// A time of opening that is never long ago.
    private static final long NOT_OPEN = Long.MAX_VALUE;

    private final MediaClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration first;
    private final Duration last;
    private Duration pause;
    private long openedNanos;
    private boolean atOnce;
    private boolean listening;
    private AutoCloseable returning = () -> {};
    private boolean closed;

    RetryPace(MediaClock clock) {
        this(clock, FIRST, LAST);
    }

    /// @param first pause
    /// @param last  the longest pause; also how long a source must have stayed for the next pause to be the first
    RetryPace(MediaClock clock, Duration first, Duration last) {
        this.clock = clock;
        this.first = first;
        this.last = last;
        this.pause = first;
        openedNanos = clock.nanoTime();
    }

    /// The source is open.
    void opened() {
        lock.lock();
        try {
            openedNanos = clock.nanoTime();
            atOnce = false;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the pause that is being waited out, or the next one.
    void tryAtOnce() {
        lock.lock();
        try {
            atOnce = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the source is to be tried again.
    ///
    /// @return false when there is to be no other try
    boolean await() {
        lock.lock();
        try {
            if (clock.nanoTime() - openedNanos > last.toNanos()) {
                pause = first;
            }
            openedNanos = NOT_OPEN;
            long left = pause.toNanos();
            while (left > 0 && !closed && !atOnce) {
                left = changed.awaitNanos(left);
            }
            pause = atOnce ? first : longer();
            atOnce = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Duration longer() {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(last) > 0 ? last : twice;
    }

    /// Has a source tell when it may be worth trying again; the first one is enough.
    ///
    /// @param retry told by it, any thread
    void listen(Source source, Runnable retry) {
        lock.lock();
        try {
            if (listening) {
                return;
            }
            listening = true;
        } finally {
            lock.unlock();
        }
        AutoCloseable ends = source.onReturn(retry);
        boolean late;
        lock.lock();
        try {
            late = closed;
            returning = ends;
        } finally {
            lock.unlock();
        }
        if (late) {
            end(ends);
        }
    }

    private static void end(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception e) {
            log.warn("[sources] still listening for a device", e);
        }
    }

    /// There is to be no other try.
    void close() {
        AutoCloseable ends;
        lock.lock();
        try {
            closed = true;
            ends = returning;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        end(ends);
    }
}
