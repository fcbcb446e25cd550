package io.rostrum.server.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What all streams together have moved and given up. Thread-safe; written on hot paths, read by `/metrics`.
public final class LiveCounters {
    /// Why a frame did not reach a viewer.
    public enum Dropped {
        /// The viewer took less than the stream makes.
        SLOW_VIEWER,
        /// A loop of the server was too busy to hand it over.
        BUSY_LOOP
    }

    private final Map<Dropped, LongAdder> dropped =
            Map.of(Dropped.SLOW_VIEWER, new LongAdder(), Dropped.BUSY_LOOP, new LongAdder());
    private final Map<String, LongAdder> bytesOut = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> viewers = new ConcurrentHashMap<>();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder stalledViewers = new LongAdder();
    private final LongAdder failedViewers = new LongAdder();

    void dropped(Dropped why, long frames) {
        of(dropped, why).add(frames);
    }

    private static <K> LongAdder of(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalArgumentException("counter: " + key + " (expected: one of " + adders.keySet() + ")");
        }
        return adder;
    }

    void bytesOut(String protocol, long bytes) {
        bytesOut.computeIfAbsent(protocol, _ -> new LongAdder()).add(bytes);
    }

    void bytesIn(long bytes) {
        bytesIn.add(bytes);
    }

    void viewers(String protocol, int change) {
        viewers.computeIfAbsent(protocol, _ -> new LongAdder()).add(change);
    }

    void viewerStalled() {
        stalledViewers.increment();
    }

    void viewerFailed() {
        failedViewers.increment();
    }

    /// {@return frames given up since the start}
    public long dropped(Dropped why) {
        return of(dropped, why).sum();
    }

    /// {@return bytes written to viewers since the start, as framed}
    public long bytesOut(String protocol) {
        LongAdder adder = bytesOut.get(protocol);
        return adder == null ? 0 : adder.sum();
    }

    /// {@return bytes of media taken from publishers since the start}
    public long bytesIn() {
        return bytesIn.sum();
    }

    /// {@return viewers connected now}
    public long viewers(String protocol) {
        LongAdder adder = viewers.get(protocol);
        return adder == null ? 0 : adder.sum();
    }

    /// {@return viewers of all protocols connected now}
    public long viewers() {
        return viewers.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// {@return viewers closed because they took nothing any more, since the start}
    public long stalledViewers() {
        return stalledViewers.sum();
    }

    /// {@return viewers closed because of a fault of this server, since the start}
    public long failedViewers() {
        return failedViewers.sum();
    }
}
