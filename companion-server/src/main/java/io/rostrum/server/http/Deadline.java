package io.rostrum.server.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one moment by which something must have happened on a connection.
///
/// It moves with every request, mostly to a later time, so the timer is left where it is and looks again when it is
/// due: a connection that is in use costs no timer a request. Confined to the loop.
final class Deadline {
    private final EventExecutor loop;
    private final Consumer<String> missed;
    private @Nullable ScheduledFuture<?> timer;
    private long timerNanos;
    private boolean set;
    private long atNanos;
    private String why = "";

    /// @param missed told what did not happen in time
    Deadline(EventExecutor loop, Consumer<String> missed) {
        this.loop = loop;
        this.missed = missed;
    }

    /// Sets it, instead of the one before.
    ///
    /// @param words what it means to miss it
    void set(Duration after, String words) {
        set = true;
        why = words;
        atNanos = loop.ticker().nanoTime() + after.toNanos();
        if (timer == null || timerNanos - atNanos > 0) {
            cancel();
            schedule();
        }
    }

    /// Nothing has to happen.
    void clear() {
        set = false;
    }

    /// The connection has ended.
    void close() {
        set = false;
        cancel();
    }

    private void schedule() {
        timerNanos = atNanos;
        timer = loop.schedule(this::look, atNanos - loop.ticker().nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (set && atNanos - loop.ticker().nanoTime() > 0) {
            schedule();
        } else if (set) {
            set = false;
            missed.accept(why);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
