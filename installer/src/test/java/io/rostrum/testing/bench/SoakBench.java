package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.Line;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Twenty minutes of three targets with all filters: memory over time. Publishes to nginx's unrecorded application.
final class SoakBench {
    private static final int SECONDS = 1200;

    private SoakBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Duration time = length.of(SECONDS);
        try (CounterScreen screen = CounterScreen.open(time.plusSeconds(120));
                NginxRtmp first = NginxRtmp.start();
                NginxRtmp second = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start()) {
            List<String> arguments = new ArrayList<>(TargetsBench.CAPTURE);
            arguments.addAll(TargetsBench.FILTERS);
            for (String url : List.of(companion.rtmp("soak"), first.plain("soak"), second.plain("soak"))) {
                arguments.addAll(List.of("--to", url));
            }
            arguments.addAll(List.of("--duration", time.toSeconds() + "s"));
            List<Double> minutes = new ArrayList<>();
            List<Double> studio = new ArrayList<>();
            List<Double> server = new ArrayList<>();
            List<Double> cores = new ArrayList<>();
            try (Broadcast broadcast = Broadcast.start(screen.environment(), arguments)) {
                broadcast.awaitLive();
                long begin = System.nanoTime();
                var before = broadcast.meter().read();
                Duration step = time.dividedBy(120);
                while (System.nanoTime() - begin
                        < time.minus(step.multipliedBy(2)).toNanos()) {
                    TargetsBench.pass(step);
                    var now = broadcast.meter().read();
                    minutes.add((now.atNanos() - begin) / 60e9);
                    studio.add(now.rssMiB());
                    server.add(companion.meter().read().rssMiB());
                    cores.add(now.coresSince(before));
                    before = now;
                }
                int exit = broadcast.awaitExit(Duration.ofSeconds(60)).orElse(-1);
                report.judge("exit code", String.valueOf(exit), "0", exit == 0);
                memory(report, minutes, studio, server);
                report.note("CPU, median", "%.3f cores", TargetsBench.median(cores));
                handles(report, broadcast.stats());
            }
        }
    }

    private static void memory(Report report, List<Double> minutes, List<Double> studio, List<Double> server) {
        int half = minutes.size() / 2;
        List<Double> late = minutes.subList(half, minutes.size());
        double growth = Line.slope(late, studio.subList(half, studio.size())) * 1.048576;
        report.note(
                "studio RSS at start, half time, end",
                "%.1f, %.1f, %.1f MiB",
                studio.getFirst(),
                studio.get(half),
                studio.getLast());
        report.atMost("studio RSS growth in the second half", growth, 0.2, "MB/min");
        double serverGrowth = Line.slope(late, server.subList(half, server.size())) * 1.048576;
        report.note(
                "server RSS at half time, end; growth",
                "%.1f, %.1f MiB; %.3f MB/min",
                server.get(half),
                server.getLast(),
                serverGrowth);
    }

    private static void handles(Report report, List<JsonObject> stats) {
        JsonObject last = stats.getLast();
        List<Double> bytes = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int i = stats.size() / 2; i < stats.size() - 1; i++) {
            bytes.add(Stats.number(stats.get(i), "physical_bytes") / 1e6);
            seconds.add(i / 60.0);
        }
        report.atMost("Pointer.physicalBytes growth in the second half", Line.slope(seconds, bytes), 0.2, "MB/min");
        for (String pool : List.of("pictures_outstanding", "packets_outstanding")) {
            double outstanding = Stats.number(last, pool);
            report.judge(pool + " at the end", String.valueOf((long) outstanding), "0", outstanding == 0);
        }
        long dropped = Stats.dropped(stats);
        report.judge("dropped by us", String.valueOf(dropped), "0", dropped == 0);
    }
}
