package io.rostrum.server.live;

import io.rostrum.server.live.MediaMessage.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Says when the viewers of one stream are written to.
///
/// Viewers are written to when a picture arrives, not when a clock strikes: so many pictures make one flush that the
/// first of them waits no longer than the limit, and the newest does not wait at all. A timer would need a third more
/// flushes for the same longest wait. Viewers are spread over [#COHORTS] cohorts that take turns picture by picture, so
/// that the work of a flush comes in even parts and the last viewer written to is not far behind the first.
///
/// What waits although no picture comes (sound alone, a publisher that falters) is overdue [#GRACE_NANOS] after the
/// limit. Sound that comes between two pictures waits for as long as the pictures before which it came would have: were
/// it overdue with them, every flush of pictures would be followed by one more.
///
/// Cohorts are bits of an `int`. Confined to the stream's loop.
final class FlushPacer {
    static final int COHORTS = 4;
    /// Every cohort.
    static final int ALL = (1 << COHORTS) - 1;

    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /// Timestamps are whole milliseconds.
    private static final double ROUNDING_MILLIS = 1;

    private static final double SMOOTHING = 1.0 / 8;
    private static final long LONGEST_INTERVAL_MILLIS = 1_000;

    private long limitMillis;
    private double intervalMillis;
    private long lastPictureMillis = -1;
    private long pictures;
    private int waiting;
    private final long[] waitingSince = new long[COHORTS];
    /// Those of the cohorts waiting that have a picture among what waits.
    private int withPicture;

    private final long[] pictureSince = new long[COHORTS];

    /// @param limit longest that a picture may wait for others
    FlushPacer(Duration limit) {
        limit(limit);
    }

    /// Changes the limit from the next message on.
    void limit(Duration limit) {
        limitMillis = limit.toMillis();
    }

    /// A message has come.
    ///
    /// @return the cohorts to be written to now
    int arrived(MediaMessage message, long nowNanos) {
        waiting = begin(waiting, waitingSince, nowNanos);
        if (message.kind() != Kind.VIDEO || !message.isFrame()) {
            return 0;
        }
        withPicture = begin(withPicture, pictureSince, nowNanos);
        learn(message.timestampMillis());
        return written(turn(pictures++));
    }

    /// Notes when those begin to wait that do not wait yet.
    ///
    /// @return every cohort
    private static int begin(int cohorts, long[] since, long nowNanos) {
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            if ((cohorts & 1 << cohort) == 0) {
                since[cohort] = nowNanos;
            }
        }
        return ALL;
    }

    private int written(int due) {
        waiting &= ~due;
        withPicture &= ~due;
        return due;
    }

    private void learn(long millis) {
        if (lastPictureMillis >= 0) {
            long step = Math.clamp(millis - lastPictureMillis, 1, LONGEST_INTERVAL_MILLIS);
            intervalMillis = intervalMillis == 0 ? step : intervalMillis + (step - intervalMillis) * SMOOTHING;
        }
        lastPictureMillis = millis;
    }

    /// {@return the cohorts whose turn a picture is}
    private int turn(long picture) {
        long together = intervalMillis == 0 ? 1 : (long) ((limitMillis + ROUNDING_MILLIS) / intervalMillis) + 1;
        int due = 0;
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            due |= picture % together == cohort * together / COHORTS ? 1 << cohort : 0;
        }
        return due;
    }

    /// {@return the cohorts that have waited for a picture in vain, to be written to now}
    int overdue(long nowNanos) {
        int due = 0;
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            due |= (waiting & 1 << cohort) != 0 && nanosLeft(cohort, nowNanos) <= 0 ? 1 << cohort : 0;
        }
        return written(due);
    }

    /// {@return nanoseconds until something is overdue; negative when nothing waits}
    long nanosToOverdue(long nowNanos) {
        long least = Long.MAX_VALUE;
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            if ((waiting & 1 << cohort) != 0) {
                least = Math.min(least, Math.max(0, nanosLeft(cohort, nowNanos)));
            }
        }
        return least == Long.MAX_VALUE ? -1 : least;
    }

    private long nanosLeft(int cohort, long nowNanos) {
        boolean picture = (withPicture & 1 << cohort) != 0;
        long since = picture ? pictureSince[cohort] : waitingSince[cohort];
        double most = limitMillis + (picture || intervalMillis > limitMillis ? 0 : intervalMillis);
        return since + (long) (most * 1e6) + GRACE_NANOS - nowNanos;
    }
}
