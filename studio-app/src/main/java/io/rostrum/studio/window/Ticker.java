package io.rostrum.studio.window;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Says on the JavaFX thread when it is time: for the meters thirty times a second, for the rest ten times. When the
/// thread is busy, times are left out, not made up for.
final class Ticker {
    private static final long PERIOD_MILLIS = 33;
    private static final long REST_NANOS = 90_000_000;

    private final DoubleConsumer meters;
    private final Runnable rest;
    private final AtomicBoolean pending = new AtomicBoolean();
    private @Nullable ScheduledExecutorService clock;
    private long lastNanos = System.nanoTime();
    private long lastRestNanos = lastNanos;

    /// @param meters hears the seconds since it was called last
    Ticker(DoubleConsumer meters, Runnable rest) {
        this.meters = meters;
        this.rest = rest;
    }

    void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("window clock").unstarted(task));
        started.scheduleAtFixedRate(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        clock = started;
    }

    void stop() {
        ScheduledExecutorService running = clock;
        if (running != null) {
            running.shutdownNow();
            clock = null;
        }
    }

    private void tick() {
        if (pending.compareAndSet(false, true)) {
            Platform.runLater(this::onJavaFx);
        }
    }

    private void onJavaFx() {
        pending.set(false);
        if (clock == null) {
            return;
        }
        long now = System.nanoTime();
        meters.accept((now - lastNanos) / 1e9);
        lastNanos = now;
        if (now - lastRestNanos >= REST_NANOS) {
            lastRestNanos = now;
            rest.run();
        }
    }
}
