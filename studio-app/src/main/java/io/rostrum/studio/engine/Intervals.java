package io.rostrum.studio.engine;

import java.util.Arrays;

/// The times between the newest three hundred events. Not thread-safe.
final class Intervals {
    private static final int KEPT = 300;
    private static final double PERCENTILE = 0.99;

    private final long[] nanos = new long[KEPT];
    private long lastNanos;
    private long count;

    /// How steadily they came.
    ///
    /// @param perSecond mean rate
    /// @param p99Millis 99 of 100 came within this of the one before
    record Summary(double perSecond, double p99Millis) {}

    void add(long nowNanos) {
        if (lastNanos != 0) {
            nanos[(int) (count++ % KEPT)] = nowNanos - lastNanos;
        }
        lastNanos = nowNanos;
    }

    /// {@return zeros before the second event}
    Summary summary() {
        int kept = (int) Math.min(count, KEPT);
        if (kept == 0) {
            return new Summary(0, 0);
        }
        long[] sorted = Arrays.copyOf(nanos, kept);
        Arrays.sort(sorted);
        double sum = Arrays.stream(sorted).sum();
        return new Summary(kept * 1e9 / sum, sorted[(int) Math.min(kept - 1, Math.ceil(PERCENTILE * kept) - 1)] / 1e6);
    }
}
