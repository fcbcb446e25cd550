package io.rostrum.capture.clock;

import io.rostrum.push.packet.Rational;
import java.util.concurrent.locks.LockSupport;

/// Paces one thread at an exact rational rate on the session's clock, without drift.
///
/// Tick `k` is due at `k / rate` seconds of the session, wherever the thread began. A thread that comes late gets its
/// ticks at once until it has caught up; one that is more than `maxBehind` ticks late loses what lies between.
/// Confined to the paced thread.
public final class FramePacer {
    /// The coarsest step in which the thread looks whether it is to stop, nanoseconds.
    private static final long LONGEST_PARK_NANOS = 100_000_000L;

    private final MediaClock clock;
    private final Rational rate;
    private final long offsetNanos;
    private final int maxBehind;
    private final Rational timeBase;
    private long next;

    /// @param rate        ticks a second
    /// @param offsetNanos how long after its nominal time a tick is due
    /// @param maxBehind   ticks that may be made up for, at least 0
    public FramePacer(MediaClock clock, Rational rate, long offsetNanos, int maxBehind) {
        this.clock = clock;
        this.rate = rate;
        this.offsetNanos = offsetNanos;
        this.maxBehind = maxBehind;
        this.timeBase = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator());
        this.next = newestDue() + 1;
    }

    /// Waits for the next tick.
    ///
    /// @return its number; -1 if the thread was interrupted, whose flag stays set
    public long await() {
        long behind = newestDue() - next;
        if (behind > maxBehind) {
            next += behind;
        }
        long due = rate.nanosOfTick(next) + offsetNanos;
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                return -1;
            }
            long left = due - clock.nanoTime();
            if (left <= 0) {
                return next++;
            }
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
        }
    }

    /// {@return nominal time of tick `index`, nanoseconds of the session's clock}
    public long nanosOf(long index) {
        return rate.nanosOfTick(index);
    }

    private long newestDue() {
        long nanos = clock.nanoTime() - offsetNanos;
        long nearest = timeBase.nanosToTicks(nanos);
        return rate.nanosOfTick(nearest) <= nanos ? nearest : nearest - 1;
    }
}
