package io.rostrum.testing.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.Line;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.SyncReport;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Ten sources in three scenes, live for ten minutes with a change of scenes every ten seconds by remote control; then
/// what the second canvas and the multiview cost, each for a minute.
final class ScenesBench {
    private static final int SECONDS = 600;
    private static final int EVERY_SECONDS = 10;
    private static final String KINDS = "Fade,Wipe,Stinger,Cut";
    private static final Duration SETTLING = Duration.ofSeconds(45);
    private static final Duration EXTRA_SETTLING = Duration.ofSeconds(45);
    private static final int EXTRA_SECONDS = 60;
    private static final Duration MEMORY_LOOK = Duration.ofSeconds(5);
    private static final int PREVIEW_WINDOW_SECONDS = 10;
    private static final double PREVIEW_SHARE = 0.9;
    private static final double MOST_GROWTH = 1;
    private static final double MOST_SKEW_MILLIS = 40;

    private final Report report;
    private final CounterScreen screen;
    private final NginxRtmp nginx;
    private final SceneMedia media;
    private final int port = FreePorts.one();

    private ScenesBench(Report report, CounterScreen screen, NginxRtmp nginx, SceneMedia media) {
        this.report = report;
        this.screen = screen;
        this.nginx = nginx;
        this.media = media;
    }

    static void run(Report report, Bench.Length length) throws Exception {
        Duration time = length.of(SECONDS);
        Path folder = Files.createTempDirectory("rostrum-scenes");
        // the screen that is captured is in the upper left; the studio's windows come up below it
        try (CounterScreen screen = CounterScreen.open(time.plusMinutes(15), 2700, 2400);
                NginxRtmp nginx = NginxRtmp.start()) {
            ScenesBench bench = new ScenesBench(report, screen, nginx, new SceneMedia(folder));
            bench.live(time);
            Duration window = length.of(EXTRA_SECONDS);
            double plain = bench.cores("scenes alone", window, _ -> {});
            double canvas = bench.cores("with the second canvas, sent", window, settings -> {
                settings.secondCanvas();
                settings.destination("phones", nginx.plain("phones"), /* second= */ true);
            });
            double multiview = bench.cores("with the multiview", window, SceneSettings::multiview);
            report.note("second canvas costs", "%.3f cores", canvas - plain);
            report.note("multiview costs", "%.3f cores", multiview - plain);
        }
    }

    private SceneSettings settings() throws IOException, InterruptedException {
        SceneSettings settings = new SceneSettings(port);
        settings.source("camera 1", media.person().toString(), List.of());
        settings.source("camera 2", media.stage().toString(), List.of());
        settings.source("screen", "screen+0,0,1280x720", List.of());
        settings.source("film", media.film().toString(), List.of());
        settings.source("title", "text,size=64:Ten sources", List.of());
        settings.source("clock", "clock:HH:mm:ss", List.of());
        settings.source("image", media.image().toString(), List.of());
        settings.source("slides", media.slides().toString(), List.of());
        settings.source("page", "web,size=640x360,fps=10:" + media.page(), List.of());
        settings.scene("Talk", List.of("camera 1", "camera 2", "title", "clock"));
        settings.scene("Screen", List.of("screen", "camera 1", "slides"));
        settings.scene("Break", List.of("film", "image", "page"));
        settings.stinger(media.stinger());
        return settings;
    }

    private Child start(SceneSettings settings) throws IOException {
        Path data = Files.createTempDirectory(media.folder(), "studio");
        Files.writeString(data.resolve("settings.json"), settings.text(data));
        return Rostrum.start(
                screen.environment(),
                List.of("studio", "--data", data.toString(), "--keys", "vault", "--go-live", "--stats", "json"));
    }

    private void live(Duration time) throws Exception {
        SceneSettings settings = settings();
        settings.destination("nginx", nginx.live("scenes"), /* second= */ false);
        List<Memory> memory = new ArrayList<>();
        try (Child studio = start(settings)) {
            studio.awaitLine(line -> line.contains("\"live\":true"), Duration.ofSeconds(60));
            TargetsBench.pass(SETTLING);
            int from = StudioFigures.of(studio).size() - 1;
            ProcessMeter meter = new ProcessMeter(studio.pid());
            ProcessMeter.Reading begin = meter.read();
            try (Child desk = desk(time)) {
                while (desk.awaitExit(MEMORY_LOOK).isEmpty()) {
                    memory.add(new Memory((System.nanoTime() - begin.atNanos()) / 60e9, meter.rssMiBAlone()));
                }
                changes(desk, time);
            }
            report.note(
                    "studio with its helpers, mean", "%.3f cores", meter.read().coresSince(begin));
            List<JsonObject> seconds = StudioFigures.of(studio);
            figures(seconds.subList(from, seconds.size()));
            memory(memory);
            StudioFigures.warnings(studio).forEach(line -> report.note("said by the studio", "%s", line));
            studio.terminate();
            studio.awaitExit(Duration.ofSeconds(20));
        }
        received(time.plus(SETTLING));
    }

    /// Memory of the studio's own process.
    private record Memory(double minutes, double mebibytes) {}

    private Child desk(Duration time) {
        return Child.start(
                "desk",
                List.of(
                        "node",
                        Rostrum.home()
                                .resolve("installer/src/test/browser/scenes-desk.mjs")
                                .toString(),
                        "--url",
                        "ws://127.0.0.1:" + port,
                        "--password",
                        SceneSettings.PASSWORD,
                        "--seconds",
                        String.valueOf(time.toSeconds()),
                        "--every",
                        String.valueOf(EVERY_SECONDS),
                        "--kinds",
                        KINDS),
                Map.of());
    }

    private void changes(Child desk, Duration time) {
        JsonObject done =
                JsonParser.parseString(String.join("\n", desk.lines())).getAsJsonObject();
        JsonArray problems = done.getAsJsonArray("problems");
        List<String> taken = done.getAsJsonArray("taken").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        long due = time.toSeconds() / EVERY_SECONDS;
        report.judge(
                "changes of scenes by remote control",
                taken.size() + (problems.isEmpty() ? "" : ", " + problems),
                String.valueOf(due),
                taken.size() == due && problems.isEmpty());
        report.note("in turn", "%s", String.join(", ", taken.subList(0, Math.min(12, taken.size()))));
    }

    private void figures(List<JsonObject> seconds) {
        long lost = StudioFigures.lost(seconds.getFirst(), seconds.getLast());
        report.judge("pictures dropped by us", String.valueOf(lost), "0", lost == 0);
        StudioFigures.losses(seconds).forEach(loss -> report.note("dropped", "%s", loss));
        StudioFigures.steps(seconds).forEach(step -> report.note("left out by the governor", "%s", step));
        // each second's figures are of the ten seconds before it
        List<JsonObject> windows = new ArrayList<>();
        for (int i = seconds.size() - 1; i >= 0; i -= PREVIEW_WINDOW_SECONDS) {
            windows.add(seconds.get(i));
        }
        List<Double> rates = StudioFigures.sorted(windows, "preview_fps");
        List<Double> intervals = StudioFigures.sorted(windows, "preview_p99_ms");
        report.atLeast("preview, new pictures, in nine of ten windows of 10 s", at(rates, 1 - PREVIEW_SHARE), 25, "/s");
        report.atMost("preview, 99 of 100 within, in nine of ten windows", at(intervals, PREVIEW_SHARE), 66, "ms");
        report.note(
                "preview, the worst window",
                "%.2f a second, %.1f ms; medians %.2f, %.1f",
                rates.getFirst(),
                intervals.getLast(),
                at(rates, 0.5),
                at(intervals, 0.5));
    }

    private static double at(List<Double> sorted, double quantile) {
        return sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
    }

    private void memory(List<Memory> looks) {
        List<Memory> late = looks.subList(looks.size() / 2, looks.size());
        report.note(
                "studio's memory at start, half time, end",
                "%.1f, %.1f, %.1f MiB",
                looks.getFirst().mebibytes(),
                late.getFirst().mebibytes(),
                looks.getLast().mebibytes());
        report.atMost(
                "growth of the studio's memory in the second half",
                1.048576
                        * Line.slope(
                                late.stream().map(Memory::minutes).toList(),
                                late.stream().map(Memory::mebibytes).toList()),
                MOST_GROWTH,
                "MB/min");
    }

    private void received(Duration atLeast) {
        MediaReading reading = MediaReading.of(nginx.received("scenes").getFirst(), MediaReading.Tracks.BOTH);
        CounterReport counters = CounterReport.of(reading.frames());
        report.atLeast("server: pictures of the card in order", counters.share() * 100, 99, "%");
        report.note(
                "server: pictures, repeated, unreadable",
                "%d, %d, %d",
                counters.frames(),
                counters.repeated(),
                counters.unreadable());
        SyncReport sync = SyncReport.of(reading);
        report.atLeast("pairs of flash and beep", sync.pairs(), (double) atLeast.toSeconds() - 8, "");
        report.atMost("largest distance of flash and beep", sync.maxMillis(), MOST_SKEW_MILLIS, "ms");
        report.note(
                "median, drift, alone",
                "%.2f ms, %.3f ms a minute, %d",
                sync.medianMillis(),
                sync.driftMillisPerMinute(),
                sync.lonely());
    }

    private double cores(String what, Duration window, Consumer<SceneSettings> more) throws Exception {
        SceneSettings settings = settings();
        settings.destination("nginx", nginx.plain("scenes"), /* second= */ false);
        more.accept(settings);
        try (Child studio = start(settings)) {
            studio.awaitLine(line -> line.contains("\"live\":true"), Duration.ofSeconds(60));
            double cores = TargetsBench.cores(new ProcessMeter(studio.pid()), EXTRA_SETTLING, window);
            List<JsonObject> seconds = StudioFigures.of(studio);
            report.note(what, "%.3f cores, left out: %s", cores, StudioFigures.leftOut(seconds.getLast()));
            return cores;
        }
    }
}
