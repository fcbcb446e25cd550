package io.rostrum.server.rtmp;

import java.util.concurrent.atomic.LongAdder;

/// What the RTMP listener has seen. Thread-safe.
public final class RtmpCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder open = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder protocolErrors = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder publishers = new LongAdder();

    void opened() {
        accepted.increment();
        open.increment();
    }

    void closed() {
        open.decrement();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    void protocolError() {
        protocolErrors.increment();
    }

    void timedOut() {
        timeouts.increment();
    }

    public void publishers(int change) {
        publishers.add(change);
    }

    /// {@return connections taken since the start}
    public long acceptedTotal() {
        return accepted.sum();
    }

    /// {@return connections open now}
    public long openNow() {
        return open.sum();
    }

    /// {@return connections closed on accept because there were too many}
    public long turnedAwayTotal() {
        return turnedAway.sum();
    }

    /// {@return connections closed because they broke the protocol or a limit}
    public long protocolErrorsTotal() {
        return protocolErrors.sum();
    }

    /// {@return connections closed because they were too slow or silent}
    public long timeoutsTotal() {
        return timeouts.sum();
    }

    /// {@return connections that publish now}
    public long publishersNow() {
        return publishers.sum();
    }
}
