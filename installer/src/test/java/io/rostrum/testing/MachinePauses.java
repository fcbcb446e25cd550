package io.rostrum.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// How long this machine keeps a thread waiting that wants to run each millisecond: what a gap measured in wall time
/// has
/// to be read against where others use the machine, too.
public final class MachinePauses implements AutoCloseable {
    private static final long PERIOD_NANOS = 1_000_000;

    private final Thread thread;
    private volatile long largestNanos;
    private volatile boolean closed;

    private MachinePauses() {
        thread = Thread.ofPlatform().name("machine pauses").daemon().start(this::watch);
    }

    /// Measures from now on until closed.
    public static MachinePauses watching() {
        return new MachinePauses();
    }

    private void watch() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NANOS);
            long now = System.nanoTime();
            largestNanos = Math.max(largestNanos, now - last - PERIOD_NANOS);
            last = now;
        }
    }

    /// {@return the longest wait so far}
    public Duration largest() {
        return Duration.ofNanos(largestNanos);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
