package io.rostrum.server.transcode;

import java.util.concurrent.atomic.LongAdder;

/// What all ladders together went through. Thread-safe.
public final class LadderCounters {
    private final LongAdder restarts = new LongAdder();
    private final LongAdder shed = new LongAdder();

    void restarted() {
        restarts.increment();
    }

    void shed() {
        shed.increment();
    }

    /// {@return times that a program ended by itself and was started again}
    public long restarts() {
        return restarts.sum();
    }

    /// {@return times that a rung was given up because the machine was too slow}
    public long shedTotal() {
        return shed.sum();
    }
}
