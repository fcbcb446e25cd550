package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import io.rostrum.testing.BusyCore;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.product.Rostrum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The studio live with beauty and background blur on a camera, while another process takes a core of the machine: how
/// many of the pictures arrive, what is left out for that, and that it is done again afterwards.
final class GovernorBench {
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final int QUIET_SECONDS = 30;
    private static final int BURN_SECONDS = 60;
    /// Five steps, each taken back after ten good seconds, or twenty where one was taken back too early.
    private static final Duration RESTORED_WITHIN = Duration.ofSeconds(150);
    /// The clock of the card wraps.
    private static final int CLOCK_MODULUS = 1 << 20;

    private GovernorBench() {}

    /// A time of the wall clock, in milliseconds.
    private record Span(long from, long to) {
        boolean has(int clock) {
            return Math.floorMod(clock - from, CLOCK_MODULUS) < to - from;
        }
    }

    static void run(Report report, Bench.Length length) throws Exception {
        Path folder = Files.createTempDirectory("rostrum-governor");
        try (VirtualDisplay display = VirtualDisplay.start(1360, 860);
                SoundServer sound = SoundServer.start();
                NginxRtmp nginx = NginxRtmp.start()) {
            Map<String, String> environment = new HashMap<>(sound.environment());
            environment.put("DISPLAY", display.name());
            SceneSettings settings = new SceneSettings(FreePorts.one());
            settings.source(
                    "camera", new SceneMedia(folder).person().toString(), List.of("beauty=0.6", "blur=background"));
            settings.scene("Talk", List.of("camera"));
            settings.destination("nginx", nginx.live("governor"), /* second= */ false);
            Files.writeString(folder.resolve("settings.json"), settings.text(folder));
            List<String> arguments =
                    List.of("studio", "--data", folder.toString(), "--keys", "vault", "--go-live", "--stats", "json");
            Span quiet;
            Span burnt;
            try (Child studio = Rostrum.start(environment, arguments)) {
                studio.awaitLine(line -> line.contains("\"live\":true"), Duration.ofSeconds(60));
                TargetsBench.pass(SETTLING);
                quiet = quiet(report, studio, length.of(QUIET_SECONDS));
                burnt = burn(report, studio, length.of(BURN_SECONDS));
                restored(report, studio);
                StudioFigures.warnings(studio).forEach(line -> report.note("said by the studio", "%s", line));
                studio.terminate();
                studio.awaitExit(Duration.ofSeconds(20));
            }
            MediaReading reading = MediaReading.of(nginx.received("governor").getFirst(), MediaReading.Tracks.VIDEO);
            report.note("quiet: distinct pictures that arrived", "%.2f %%", 100 * distinct(reading, quiet));
            report.atLeast("one core burnt: distinct pictures that arrived", 100 * distinct(reading, burnt), 95, "%");
        }
    }

    private static Span quiet(Report report, Child studio, Duration time) {
        int from = StudioFigures.of(studio).size();
        long begin = System.currentTimeMillis();
        report.note(
                "quiet: studio with its helpers",
                "%.3f cores",
                TargetsBench.cores(new ProcessMeter(studio.pid()), Duration.ZERO, time));
        steps(report, "quiet", studio, from);
        return new Span(begin, System.currentTimeMillis());
    }

    private static Span burn(Report report, Child studio, Duration time) {
        int from = StudioFigures.of(studio).size();
        try (BusyCore other = BusyCore.burn(time.plusSeconds(10))) {
            long begin = System.currentTimeMillis();
            ProcessMeter.Reading before = other.meter().read();
            double ours = TargetsBench.cores(new ProcessMeter(studio.pid()), Duration.ZERO, time);
            report.note(
                    "one core burnt: studio with its helpers, the other",
                    "%.3f, %.3f cores",
                    ours,
                    other.meter().read().coresSince(before));
            steps(report, "one core burnt", studio, from);
            return new Span(begin, System.currentTimeMillis());
        }
    }

    private static void steps(Report report, String when, Child studio, int from) {
        List<JsonObject> all = StudioFigures.of(studio);
        List<JsonObject> seconds = all.subList(Math.max(0, from - 1), all.size());
        List<String> steps = StudioFigures.steps(seconds);
        report.note(when + ": left out", "%s", steps.isEmpty() ? "nothing" : String.join("; ", steps));
        report.note(
                when + ": pictures lost",
                "%d; %s",
                StudioFigures.lost(seconds.getFirst(), seconds.getLast()),
                String.join("; ", StudioFigures.losses(seconds)));
    }

    private static void restored(Report report, Child studio) {
        int from = StudioFigures.of(studio).size();
        long begin = System.nanoTime();
        boolean all = true;
        try {
            Awaitility.await()
                    .atMost(RESTORED_WITHIN)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> StudioFigures.leftOut(StudioFigures.of(studio).getLast())
                            .isEmpty());
        } catch (ConditionTimeoutException _) {
            all = false;
        }
        report.judge(
                "everything is done again afterwards",
                all ? "after %.0f s".formatted((System.nanoTime() - begin) / 1e9) : "no",
                "within " + RESTORED_WITHIN.toSeconds() + " s",
                all);
        steps(report, "afterwards", studio, from);
    }

    /// {@return the share of the card's pictures painted in a span that arrived, each after a smaller one, 0–1}
    private static double distinct(MediaReading reading, Span span) {
        return CounterReport.of(reading.frames().stream()
                        .filter(frame -> frame.clock().isPresent()
                                && span.has(frame.clock().getAsInt()))
                        .toList())
                .share();
    }
}
