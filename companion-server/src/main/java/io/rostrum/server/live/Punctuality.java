package io.rostrum.server.live;

import java.util.concurrent.TimeUnit;

/// How evenly a publisher's frames come: by how much the latest of a second was later than the earliest, both
/// measured by the time that stands on them. Each second begins with what the one before ended with, so
/// that a gap between two counts, too. Confined to the stream's loop.
final class Punctuality {
    /// What viewers with less than a second of delay notice.
    static final int UNSTEADY_MILLIS = 500;
    /// One hiccup is no network that is too slow: so many of [#SECONDS] are.
    private static final int UNSTEADY_SECONDS = 3;

    private static final int SECONDS = 5;
    private static final int MASK = (1 << SECONDS) - 1;

    private boolean any;
    private long leastMillis;
    private long mostMillis;
    private long lastMillis;
    private long lastNanos;
    private int jitterMillis;
    /// A bit for each of the last seconds, the newest the lowest.
    private int unsteady;

    /// @param timestampMillis of the frame, which grow as time does
    void came(long timestampMillis, long nowNanos) {
        long late = TimeUnit.NANOSECONDS.toMillis(nowNanos) - timestampMillis;
        leastMillis = any ? Math.min(leastMillis, late) : late;
        mostMillis = any ? Math.max(mostMillis, late) : late;
        any = true;
        lastMillis = late;
        lastNanos = nowNanos;
    }

    void everySecond(long nowNanos) {
        long spread = any ? mostMillis - leastMillis : 0;
        jitterMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(spread, silentMillis(nowNanos)));
        leastMillis = lastMillis;
        mostMillis = lastMillis;
        unsteady = (unsteady << 1 | (spread > UNSTEADY_MILLIS ? 1 : 0)) & MASK; // silence is another matter
    }

    private long silentMillis(long nowNanos) {
        return any ? TimeUnit.NANOSECONDS.toMillis(nowNanos - lastNanos) : 0;
    }

    /// {@return of the second before; of now, where nothing has come for longer than that}
    int jitterMillis(long nowNanos) {
        return Math.clamp(silentMillis(nowNanos), jitterMillis, Integer.MAX_VALUE);
    }

    /// {@return whether it is uneven for longer than a moment}
    boolean isUnsteady() {
        return Integer.bitCount(unsteady) >= UNSTEADY_SECONDS;
    }
}
