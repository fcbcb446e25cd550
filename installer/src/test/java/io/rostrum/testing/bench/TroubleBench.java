package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import io.rostrum.testing.ArrivalProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.FlvDownload;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// One of three targets is killed, brought back, stalled and brought back, ten times; the others must not notice.
final class TroubleBench {
    private static final Duration AWAY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /// The place of the shaky target in the statistics.
    private static final int SHAKY = 2;

    private TroubleBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Path download = Files.createTempFile("companion", ".flv");
        int rounds = length.times(10);
        int recovered = 0;
        int noticed = 0;
        try (NginxRtmp steady = NginxRtmp.start();
                NginxRtmp shaky = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start();
                FlvDownload viewer = new FlvDownload(companion.flv("trouble"), download);
                Broadcast broadcast = Broadcast.start(
                        Map.of(),
                        List.of(
                                "--video",
                                "testcard",
                                "--audio",
                                "testcard",
                                "--keyint",
                                "2s",
                                "--to",
                                companion.rtmp("trouble"),
                                "--to",
                                steady.live("trouble"),
                                "--to",
                                shaky.live("trouble")))) {
            broadcast.awaitLive();
            TargetsBench.pass(Duration.ofSeconds(3));
            try (ArrivalProbe atCompanion = ArrivalProbe.on(companion.flv("trouble"));
                    ArrivalProbe atSteady = ArrivalProbe.on(steady.live("trouble"))) {
                for (int round = 0; round < rounds; round++) {
                    int before = shaky.received("trouble").size();
                    shaky.kill();
                    noticed += holds(PATIENCE, () -> !isLive(broadcast)) ? 1 : 0;
                    TargetsBench.pass(AWAY);
                    shaky.revive();
                    recovered += receives(shaky, before, broadcast) ? 1 : 0;
                    before = shaky.received("trouble").size();
                    signal(shaky.pid(), "STOP");
                    noticed += holds(PATIENCE, () -> !isLive(broadcast)) ? 1 : 0;
                    TargetsBench.pass(AWAY);
                    signal(shaky.pid(), "CONT");
                    recovered += receives(shaky, before, broadcast) ? 1 : 0;
                    report.note(
                            "round " + (round + 1),
                            "noticed %d, recovered %d of %d; publications %d -> %d",
                            noticed,
                            recovered,
                            2 * (round + 1),
                            before,
                            shaky.received("trouble").size());
                }
                report.judge("noticed", noticed + " of " + 2 * rounds, "all", noticed == 2 * rounds);
                report.judge("recovered by itself", recovered + " of " + 2 * rounds, "all", recovered == 2 * rounds);
                report.atMost(
                        "largest packet gap at the companion",
                        atCompanion.largestGap().toNanos() / 1e6,
                        100,
                        "ms");
                report.atMost(
                        "largest packet gap at the steady nginx",
                        atSteady.largestGap().toNanos() / 1e6,
                        100,
                        "ms");
            }
            report.note("last statistics", "%s", last(broadcast));
            broadcast.stop();
            viewer.awaitEnd(Duration.ofSeconds(10));
            whole(report, "companion", download);
            whole(report, "steady nginx", steady.received("trouble").getFirst());
        } finally {
            Files.delete(download);
        }
    }

    private static String last(Broadcast broadcast) {
        List<JsonObject> stats = broadcast.stats();
        return stats.isEmpty() ? "none" : stats.getLast().toString();
    }

    private static boolean isLive(Broadcast broadcast) {
        return broadcast
                .newestStats()
                .map(stats -> stats.getAsJsonArray("targets").get(SHAKY).getAsJsonObject())
                .filter(target -> target.get("state").getAsString().equals("live"))
                .isPresent();
    }

    /// Whether it is live again and a new publication grows.
    private static boolean receives(NginxRtmp nginx, int before, Broadcast broadcast) {
        return holds(
                PATIENCE,
                () -> isLive(broadcast)
                        && nginx.received("trouble").size() > before
                        && Files.size(nginx.received("trouble").getLast()) > 100_000);
    }

    private static boolean holds(Duration limit, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(limit).ignoreExceptions().until(condition);
            return true;
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return false;
        }
    }

    /// Nothing of a healthy target's may be missing from the first to the last counter.
    private static void whole(Report report, String target, Path file) {
        CounterReport counters = CounterReport.of(
                MediaReading.of(file, MediaReading.Tracks.VIDEO).frames());
        int missing = counters.span() - counters.inOrder();
        report.judge(
                target + ": counters missing",
                missing + " of " + counters.span(),
                "0",
                missing == 0 && counters.span() > 0);
    }

    private static void signal(long pid, String signal) throws InterruptedException {
        try (Child kill = Child.start("kill", List.of("kill", "-" + signal, String.valueOf(pid)), Map.of())) {
            kill.awaitExit(Duration.ofSeconds(5));
        }
    }
}
