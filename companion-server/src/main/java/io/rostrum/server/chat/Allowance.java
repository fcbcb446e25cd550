package io.rostrum.server.chat;

/// How much somebody may do: so many at once, and so many a second in the long run (a token bucket).
/// Not thread-safe.
public final class Allowance {
    private static final double NANOS = 1e9;

    private final double most;
    private final double aSecond;
    private double left;
    private long lastNanos;

    /// @param nowNanos a monotonic clock
    public Allowance(double most, double aSecond, long nowNanos) {
        this.most = most;
        this.aSecond = aSecond;
        this.left = most;
        this.lastNanos = nowNanos;
    }

    /// {@return whether one more is allowed, which is taken then}
    public boolean take(long nowNanos) {
        left = Math.min(most, left + (nowNanos - lastNanos) / NANOS * aSecond);
        lastNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /// {@return milliseconds until one more is allowed}
    long waitMillis() {
        return (long) Math.ceil(Math.max(0, 1 - left) / aSecond * 1_000);
    }
}
