package io.rostrum.studio.engine;

import io.rostrum.capture.session.Programme;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import java.time.Duration;
import java.util.Locale;

/// Makes figures a second of counts. Looked at by the engine's thread, asked by any.
final class FigureMeter {
    private static final double WINDOW_NANOS = 1e9;

    private long lookedNanos = System.nanoTime();
    private long lastTicks;
    private Duration lastCpu = cpu();
    private volatile double rate;
    private volatile double cores;
    private volatile long skippedBefore;
    private volatile long refusedBefore;

    /// The programme begins anew.
    void reset() {
        lastTicks = 0;
        rate = 0;
        skippedBefore = 0;
        refusedBefore = 0;
    }

    /// From now on what is left out counts: it is sent.
    void count(Programme.Stats stats) {
        skippedBefore = stats.compositor().skippedLate();
        refusedBefore = stats.compositor().droppedFull();
    }

    void look(Programme.Stats stats) {
        long now = System.nanoTime();
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

    Figures figures(Programme.Stats stats, OutputSetting wanted, long droppedNetwork, String filtersOn) {
        Rational target = Rational.parse(wanted.frameRate());
        return new Figures(
                rate,
                (double) target.numerator() / target.denominator(),
                stats.compositor().skippedLate() - skippedBefore,
                stats.compositor().droppedFull()
                        - refusedBefore
                        + stats.encoder().lost(),
                droppedNetwork,
                cores,
                stats.encodeMillis(),
                stats.encoder().name(),
                filtersOn);
    }

    /// {@return figures as one JSON object}
    static String json(Figures now, Intervals.Summary shown, Live live, Recording recording) {
        return String.format(
                Locale.ROOT,
                "{\"fps\":%.2f,\"preview_fps\":%.2f,\"preview_p99_ms\":%.1f,\"cpu_cores\":%.3f,\"skipped_late\":%d,"
                        + "\"dropped_encoder\":%d,\"dropped_network\":%d,\"encode_ms\":%.2f,\"live\":%b,\"recording\":%b}",
                now.framesPerSecond(),
                shown.perSecond(),
                shown.p99Millis(),
                now.cpuCores(),
                now.skippedLate(),
                now.droppedEncoder(),
                now.droppedNetwork(),
                now.encodeMillis(),
                live instanceof Live.On,
                recording instanceof Recording.On);
    }
}
