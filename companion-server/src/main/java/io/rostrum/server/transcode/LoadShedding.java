package io.rostrum.server.transcode;

import java.time.Duration;

/// Decides when a ladder that does not keep up gives up its best rung, and when it tries it again.
///
/// A ladder is overloaded when it is late and does not become less late: one that works off what came all at once,
/// after
/// a start or a hold-up of the publisher, is late for a while but faster than the stream. Time comes from outside.
/// Confined to one thread.
final class LoadShedding {
    /// Lag of a ladder that has room for more.
    private static final long CALM_MILLIS = 200;
    /// Part of real time that a ladder makes good at least while it catches up.
    private static final double CATCHING_UP = 1.15;
    /// How long what was made is looked at to tell how fast it goes.
    private static final Duration SPEED_WINDOW = Duration.ofMillis(500);
    /// A program that starts may give out nothing for so long.
    static final Duration START = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(16);

    /// What to do.
    enum Step {
        KEEP,
        /// Go on without the best rung.
        SHED,
        /// Go on with one rung more.
        RESTORE
    }

    private final long lateMillis;
    private int shed;
    private long startNanos;
    private long windowNanos;
    private long windowMillis;
    private boolean measured;
    private double speed = 1;
    private long calmSince;
    private boolean calm;
    private long restoredNanos;
    private boolean restored;
    private Duration wait = FIRST_WAIT;

    /// @param late lag at which a rung is shed
    LoadShedding(Duration late) {
        lateMillis = late.toMillis();
    }

    /// The program has been started.
    void started(long nowNanos) {
        startNanos = nowNanos;
        measured = false;
        calm = false;
        speed = 1;
    }

    /// {@return rungs given up}
    int shed() {
        return shed;
    }

    /// {@return media seconds made in a second, lately}
    double speed() {
        return speed;
    }

    /// Looks how it goes; to be called a few times a second.
    ///
    /// @param lagMillis what the renditions are late, beyond the pictures that a transcoder must keep
    /// @param outMillis newest time that all renditions have reached; negative while one has begun nothing
    /// @param rungs     of the ladder now
    Step look(long nowNanos, long lagMillis, long outMillis, int rungs) {
        if (outMillis < 0) {
            return nowNanos - startNanos > START.toNanos() ? shedOne(nowNanos, rungs) : Step.KEEP;
        }
        measure(nowNanos, outMillis);
        if (lagMillis > lateMillis && measured && speed < CATCHING_UP) {
            return shedOne(nowNanos, rungs);
        }
        if (lagMillis > CALM_MILLIS) {
            calm = false;
        } else if (!calm) {
            calm = true;
            calmSince = nowNanos;
        }
        if (restored && calm && nowNanos - restoredNanos > FIRST_WAIT.toNanos()) {
            restored = false;
            wait = FIRST_WAIT;
        }
        if (shed > 0 && calm && nowNanos - calmSince > wait.toNanos()) {
            shed--;
            restored = true;
            restoredNanos = nowNanos;
            return Step.RESTORE;
        }
        return Step.KEEP;
    }

    private void measure(long nowNanos, long outMillis) {
        if (windowMillis == 0 || windowNanos < startNanos) {
            windowNanos = nowNanos;
            windowMillis = outMillis;
        }
        long passed = nowNanos - windowNanos;
        if (passed >= SPEED_WINDOW.toNanos()) {
            speed = (outMillis - windowMillis) * 1e6 / passed;
            measured = true;
            windowNanos = nowNanos;
            windowMillis = outMillis;
        }
    }

    private Step shedOne(long nowNanos, int rungs) {
        if (rungs == 0) {
            return Step.KEEP;
        }
        if (restored) {
            restored = false;
            wait = min(wait.multipliedBy(2), LONGEST_WAIT);
        }
        shed++;
        calm = true; // a ladder without rungs is calm from the start
        calmSince = nowNanos;
        return Step.SHED;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
