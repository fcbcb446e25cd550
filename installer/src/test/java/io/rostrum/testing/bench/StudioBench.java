package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.ObsStudio;
import io.rostrum.testing.product.Rostrum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The window while it is live: how steadily its preview shows, what it takes, and OBS Studio beside it.
final class StudioBench {
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final String SKIN = "{\"spec\": \"beauty=0.5\", \"enabled\": true},"
            + "{\"spec\": \"blur=40,40,200,120,radius=16\", \"enabled\": true}";
    private static final String TEXT = "{\"spec\": \"watermark=text:ROSTRUM\", \"enabled\": true}";

    private StudioBench() {}

    static void window(Report report, Bench.Length length) throws Exception {
        Duration window = length.of(30);
        // the counter is in the upper left; windows come up in the middle, below it
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(10), 2700, 2400);
                NginxRtmp nginx = NginxRtmp.start()) {
            String server = nginx.plain("x").replaceAll("/x$", "");
            double plain = live(report, "no filter", screen, server, "", "", window);
            live(report, "three filters", screen, server, SKIN, TEXT, window);
            try (ObsStudio obs = ObsStudio.publish(screen.display(), screen.environment(), server, "obs", 2)) {
                obs.awaitStreaming();
                double theirs = TargetsBench.cores(new ProcessMeter(heaviest(obs.process())), WARM_UP, window);
                report.note("OBS Studio on the same screen", "%.3f cores", theirs);
                report.atMost("window, preview and one target, relative to OBS Studio", plain / theirs, 0.6, "x");
            }
        }
    }

    private static double live(
            Report report,
            String name,
            CounterScreen screen,
            String server,
            String filters,
            String whole,
            Duration window)
            throws Exception {
        Path data = Files.createTempDirectory("rostrum-studio");
        Files.writeString(data.resolve("settings.json"), settings(filters, whole, server, data));
        List<String> arguments = List.of("studio", "--data", data.toString(), "--go-live", "--stats", "json");
        try (Child studio = Rostrum.start(screen.environment(), arguments)) {
            studio.awaitLine(line -> line.contains("\"live\":true"), Duration.ofSeconds(60));
            double cores = TargetsBench.cores(new ProcessMeter(studio.pid()), WARM_UP, window);
            JsonObject last = lastFigures(studio);
            report.note(name + ": studio with window and preview, one target", "%.3f cores", cores);
            report.atLeast(
                    name + ": new pictures in the preview",
                    last.get("preview_fps").getAsDouble(),
                    25,
                    "a second");
            report.atMost(
                    name + ": 99 of 100 within", last.get("preview_p99_ms").getAsDouble(), 66, "ms");
            report.note(name + ": last figures", "%s", last);
            return cores;
        }
    }

    private static String settings(String filters, String whole, String server, Path data) {
        return """
            {"schema": 1,
             "sources": [{"id": "1", "name": "Screen", "input": "screen+0,0,1280x720", "visible": true,
                          "place": "WHOLE", "sound": false, "filters": [%s]}],
             "channels": [{"id": "2", "name": "Sound", "input": "desktop", "gainDecibels": 0, "muted": false}],
             "programme": [%s],
             "destinations": [{"id": "own-server", "name": "My server", "address": "", "key": "", "enabled": false},
                              {"id": "3", "name": "nginx", "address": "%s", "key": "studio", "enabled": true}],
             "output": {"size": "1280x720", "frameRate": "30", "bitsPerSecond": 2500000, "keyframeSeconds": 2,
                        "encoder": "x264", "recordFolder": "%s"},
             "window": {"theme": "DARK", "guideDone": true, "width": 0, "height": 0, "maximized": false,
                        "networkAsked": true},
             "network": false, "lastId": 3}
            """.formatted(filters, whole, server, data);
    }

    /// {@return settings of a studio that sends and records the test card}
    ///
    /// @param address of one destination, with its key
    static String card(String address, Path data) {
        int slash = address.lastIndexOf('/');
        return settings("", "", address.substring(0, slash), data)
                .replace("screen+0,0,1280x720", "testcard")
                .replace("\"key\": \"studio\"", "\"key\": \"" + address.substring(slash + 1) + "\"")
                .replace("\"input\": \"desktop\"", "\"input\": \"testcard\"")
                .replace("\"recordFolder\": \"" + data, "\"recordFolder\": \"" + data.resolve("recordings"));
    }

    private static JsonObject lastFigures(Child studio) {
        List<String> lines = new ArrayList<>(studio.lines());
        return lines.reversed().stream()
                .filter(line -> line.startsWith("{\"fps\""))
                .findFirst()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .orElseThrow(() -> new IllegalStateException("the studio printed no figures; " + studio.tail()));
    }

    /// {@return the process below `dbus-run-session` that works most}
    private static long heaviest(Child session) {
        return ProcessHandle.of(session.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .max((a, b) -> a.info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .compareTo(b.info().totalCpuDuration().orElse(Duration.ZERO)))
                .orElseThrow()
                .pid();
    }
}
