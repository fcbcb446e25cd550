package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.ObsStudio;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The window while it is live: how steadily its preview shows, what it takes, and OBS Studio beside it.
final class StudioBench {
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final Duration OBS_WARM_UP = Duration.ofSeconds(30);
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration TURN = Duration.ofSeconds(12);
    private static final int TURNS = 7;
    private static final String SKIN = "{\"spec\": \"beauty=0.5\", \"enabled\": true},"
            + "{\"spec\": \"blur=40,40,200,120,radius=16\", \"enabled\": true}";
    private static final String TEXT = "{\"spec\": \"watermark=text:ROSTRUM\", \"enabled\": true}";

    private StudioBench() {}

    static void window(Report report, Bench.Length length) throws Exception {
        Duration window = length.of(30);
        // the counter is in the upper left; windows come up in the middle, below it
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(15), 2700, 2400);
                NginxRtmp nginx = NginxRtmp.start()) {
            String server = nginx.plain("x").replaceAll("/x$", "");
            try (Child studio = live(screen, server, "", "")) {
                figures(report, "no filter", studio, window);
                besideObs(report, studio, screen, server, length.times(TURNS));
            }
            try (Child studio = live(screen, server, SKIN, TEXT)) {
                figures(report, "three filters", studio, window);
            }
        }
    }

    /// Both in turns, the other one stopped meanwhile: the machine is not equally fast at all times, so that figures
    /// which are minutes apart say nothing about each other.
    private static void besideObs(Report report, Child studio, CounterScreen screen, String server, int turns)
            throws InterruptedException {
        long ours = studio.pid();
        List<Double> mine = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        signal("STOP", ours);
        try (ObsStudio obs = ObsStudio.publish(screen.display(), screen.environment(), server, "obs", 2)) {
            obs.awaitStreaming();
            TargetsBench.pass(OBS_WARM_UP);
            long other = heaviest(obs.process());
            for (int turn = 0; turn < turns; turn++) {
                signal("STOP", other);
                mine.add(turn(ours));
                signal("STOP", ours);
                theirs.add(turn(other));
            }
        } finally {
            signal("CONT", ours);
        }
        report.note("studio, in turns with OBS Studio", "%s cores", TargetsBench.rounded(mine));
        report.note("OBS Studio, in turns with the studio", "%s cores", TargetsBench.rounded(theirs));
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            ratios.add(mine.get(turn) / theirs.get(turn));
        }
        report.note("relative, turn by turn", "%s x", TargetsBench.rounded(ratios));
        report.atMost(
                "window, preview and one target, relative to OBS Studio, median",
                TargetsBench.median(ratios),
                0.6,
                "x");
    }

    private static double turn(long pid) throws InterruptedException {
        signal("CONT", pid);
        return TargetsBench.cores(new ProcessMeter(pid), SETTLING, TURN);
    }

    private static void signal(String name, long pid) throws InterruptedException {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Child live(CounterScreen screen, String server, String filters, String whole) throws Exception {
        Path data = Files.createTempDirectory("rostrum-studio");
        Files.writeString(data.resolve("settings.json"), settings(filters, whole, server, data));
        List<String> arguments = List.of("studio", "--data", data.toString(), "--go-live", "--stats", "json");
        return Rostrum.start(screen.environment(), arguments);
    }

    private static void figures(Report report, String name, Child studio, Duration window) throws Exception {
        studio.awaitLine(line -> line.contains("\"live\":true"), Duration.ofSeconds(60));
        double cores = TargetsBench.cores(new ProcessMeter(studio.pid()), WARM_UP, window);
        JsonObject last = lastFigures(studio);
        report.note(name + ": studio with window and preview, one target", "%.3f cores", cores);
        report.atLeast(
                name + ": new pictures in the preview", last.get("preview_fps").getAsDouble(), 25, "a second");
        report.atMost(name + ": 99 of 100 within", last.get("preview_p99_ms").getAsDouble(), 66, "ms");
        report.note(name + ": last figures", "%s", last);
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
