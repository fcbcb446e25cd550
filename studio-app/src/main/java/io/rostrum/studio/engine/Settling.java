package io.rostrum.studio.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When a studio that was just opened starts what its first picture in the window need not wait for: once that has
/// been looked at, or when somebody wants what is started. Confined to one thread.
final class Settling {
    /// A window that shows no picture (it is small in a corner, or slow to come) delays the rest for so long.
    static final Duration AT_THE_LATEST = Duration.ofSeconds(5);
    /// The first clicks are not to wait either.
    static final Duration LOOKED_AT = Duration.ofSeconds(1);

    private final Runnable rest;
    private final LongSupplier nanoTime;
    private final long opened;
    private boolean shown;
    private long firstShown;
    private boolean done;

    /// @param rest     starts it
    /// @param nanoTime a monotonic clock
    Settling(Runnable rest, LongSupplier nanoTime) {
        this.rest = rest;
        this.nanoTime = nanoTime;
        this.opened = nanoTime.getAsLong();
    }

    /// Starts the rest if it is time.
    ///
    /// @param shows whether the window has been showing pictures
    void look(boolean shows) {
        long now = nanoTime.getAsLong();
        if (shows && !shown) {
            shown = true;
            firstShown = now;
        }
        boolean looked = shown && now - firstShown > LOOKED_AT.toNanos();
        if (looked || now - opened > AT_THE_LATEST.toNanos()) {
            now();
        }
    }

    /// Starts the rest without waiting any longer.
    ///
    /// @return false if that was done before
    boolean now() {
        if (done) {
            return false;
        }
        done = true;
        rest.run();
        return true;
    }
}
