package io.rostrum.studio.engine;

import io.rostrum.capture.session.Programme;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Makes figures a second of counts. Looked at by the engine's thread, asked by any.
final class FigureMeter {
    private static final double WINDOW_NANOS = 1e9;
    /// After so many seconds what is left out counts, steady or not.
    private static final int UNSTEADY_SECONDS = 10;

    private final LongSupplier nanoTime;
    private long lookedNanos;
    private long unsteadySince;
    private int unsteadyLeft;
    private long lastTicks;
    private Duration lastCpu = cpu();
    private volatile double rate;
    private volatile double cores;
    private volatile long skippedBefore;
    private volatile long refusedBefore;
    private volatile long lostBefore;

    /// @param nanoTime a clock
    FigureMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lookedNanos = nanoTime.getAsLong();
    }

    /// The programme begins anew.
    void reset() {
        lastTicks = 0;
        rate = 0;
        skippedBefore = 0;
        refusedBefore = 0;
        lostBefore = 0;
        unsteadyLeft = 0;
    }

    /// Something begins to be sent, recorded or kept: what is left out counts from the first whole second
    /// without any on. Encoder, connections and the server's own encoders begin all at once, and that costs
    /// pictures which nobody could yet see.
    void count(Programme.Stats stats) {
        unsteadyLeft = UNSTEADY_SECONDS;
        lostBefore = stats.encoder().lost();
        forget(stats, nanoTime.getAsLong());
    }

    private void forget(Programme.Stats stats, long now) {
        skippedBefore = stats.compositor().skippedLate();
        refusedBefore = stats.compositor().droppedFull();
        unsteadySince = now;
    }

    private void settle(Programme.Stats stats, long now) {
        if (unsteadyLeft == 0 || now - unsteadySince < WINDOW_NANOS) {
            return;
        }
        boolean steady = stats.compositor().skippedLate() == skippedBefore
                && stats.compositor().droppedFull() == refusedBefore;
        unsteadyLeft = steady ? 0 : unsteadyLeft - 1;
        if (!steady) {
            forget(stats, now);
        }
    }

    void look(Programme.Stats stats) {
        long now = nanoTime.getAsLong();
        settle(stats, now);
        double passed = now - lookedNanos;
        if (passed < WINDOW_NANOS) {
            return;
        }
        Duration used = cpu();
        long made = stats.compositor().frames() + stats.compositor().droppedFull();
        rate = (made - lastTicks) * 1e9 / passed;
        cores = used.minus(lastCpu).toNanos() / passed;
        lookedNanos = now;
        lastTicks = made;
        lastCpu = used;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// {@return those since then; an encoder that was opened anew counts from 0}
    private long lost(long all) {
        long before = lostBefore;
        return all < before ? all : all - before;
    }

    Figures figures(Programme.Stats stats, OutputSetting wanted, long droppedNetwork, String filtersOn) {
        Rational target = Rational.parse(wanted.frameRate());
        return new Figures(
                rate,
                (double) target.numerator() / target.denominator(),
                stats.compositor().skippedLate() - skippedBefore,
                stats.compositor().droppedFull()
                        - refusedBefore
                        + lost(stats.encoder().lost()),
                droppedNetwork,
                cores,
                stats.encodeMillis(),
                stats.encoder().name(),
                filtersOn,
                stats.load());
    }

    /// {@return figures as one JSON object; `left_out` names what [LoadWords#name] names, as `broadcast` does}
    static String json(Figures now, Intervals.Summary shown, Live live, Recording recording) {
        return String.format(
                Locale.ROOT,
                "{\"fps\":%.2f,\"preview_fps\":%.2f,\"preview_p99_ms\":%.1f,\"cpu_cores\":%.3f,\"skipped_late\":%d,"
                        + "\"dropped_encoder\":%d,\"dropped_network\":%d,\"left_out\":[%s],\"encode_ms\":%.2f,\"live\":%b,\"recording\":%b}",
                now.framesPerSecond(),
                shown.perSecond(),
                shown.p99Millis(),
                now.cpuCores(),
                now.skippedLate(),
                now.droppedEncoder(),
                now.droppedNetwork(),
                now.load().steps().stream()
                        .map(step -> '"' + LoadWords.name(step) + '"')
                        .collect(Collectors.joining(",")),
                now.encodeMillis(),
                live instanceof Live.On,
                recording instanceof Recording.On);
    }
}
