package io.rostrum.studio.window;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Says on the JavaFX thread when it is time: for the meters up to thirty times a second, for the rest ten times. When
/// the thread is busy, times are left out, not made up for.
///
/// While pictures come the meters move together with them, so that the window is painted once for both: painting
/// without a graphics card costs by the whole window, however little has changed.
final class Ticker {
    private static final long PERIOD_MILLIS = 33;
    private static final long REST_NANOS = 90_000_000;
    private static final long WITH_PICTURE_NANOS = 25_000_000;
    private static final long PICTURES_CEASED_NANOS = 100_000_000;

    private final DoubleConsumer meters;
    private final Runnable rest;
    private final AtomicBoolean pending = new AtomicBoolean();
    private @Nullable ScheduledExecutorService clock;
    private long lastNanos = System.nanoTime();
    private volatile long lastPictureNanos = lastNanos;
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

    /// Takes the opportunity of a picture that was just drawn; on the JavaFX thread.
    void withPicture() {
        lastPictureNanos = System.nanoTime();
        if (lastPictureNanos - lastNanos >= WITH_PICTURE_NANOS) {
            onJavaFx();
        }
    }

    private void tick() {
        boolean pictures = System.nanoTime() - lastPictureNanos < PICTURES_CEASED_NANOS;
        if (!pictures && pending.compareAndSet(false, true)) {
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
