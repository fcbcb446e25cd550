package io.rostrum.testing.bench;

import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.product.CompanionServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How soon the server is ready, and what it holds when nobody is there.
final class StartBench {
    private static final int STARTS = 5;

    private StartBench() {}

    static void run(Report report, Bench.Length length) {
        List<Double> seconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (CompanionServer server = CompanionServer.start()) {
                seconds.add(server.startUp().toMillis() / 1000.0);
                TargetsBench.pass(length.of(15));
                ProcessMeter.Reading idle = server.meter().read();
                memory.add(idle.rssMiB());
                if (i == 0) {
                    TargetsBench.pass(Duration.ofSeconds(5));
                    report.note(
                            "CPU when idle", "%.4f cores", server.meter().read().coresSince(idle));
                }
            }
        }
        report.note("each start", "%s s", TargetsBench.rounded(seconds));
        report.atMost("command to /readyz 200, median of " + STARTS, TargetsBench.median(seconds), 1.5, "s");
        report.note("idle RSS of each", "%s MiB", TargetsBench.rounded(memory));
        report.atMost("idle RSS, median", TargetsBench.median(memory) * 1.048576, 150, "MB");
    }
}
