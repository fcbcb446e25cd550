package io.rostrum.testing.bench;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.product.PackagedStudio;
import io.rostrum.testing.product.Rostrum;
import io.rostrum.testing.replay.FirstRunReplay;
import io.rostrum.testing.replay.ReplayAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A new user with the Debian package: from the first start, in an empty home, to a page that plays, in clicks of the
/// pointer; on screens of several sizes and finenesses, in both themes, with a picture of every step.
final class FirstRunBench {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final double BAR_SECONDS = 180;

    /// How a screen is.
    ///
    /// @param scale pixels of the screen to one of the window
    private record Screen(int width, int height, String scale) {
        String name() {
            return width + "x" + height + (scale.equals("100%") ? "" : " at " + scale);
        }
    }

    private static final List<Screen> SCREENS = List.of(
            new Screen(1360, 840, "100%"),
            new Screen(1024, 600, "100%"),
            new Screen(2720, 1680, "200%"),
            new Screen(1700, 1050, "125%"),
            new Screen(2040, 1260, "150%"));

    private static final List<String> THEMES = List.of("dark", "light");

    private FirstRunBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Path folder = Files.createTempDirectory("rostrum-first-run");
        PackagedStudio studio = PackagedStudio.unpack(Files.createDirectory(folder.resolve("package")));
        Path pictures = Rostrum.home().resolve("installer/target/first-run");
        List<Double> seconds = new ArrayList<>();
        int played = 0;
        int runs = length.times(SCREENS.size() * THEMES.size());
        for (int run = 0; run < runs; run++) {
            Screen screen = SCREENS.get(run / THEMES.size());
            String theme = THEMES.get(run % THEMES.size());
            Path user = Files.createDirectory(folder.resolve("home-" + run));
            Path steps = pictures.resolve(screen.width() + "x" + screen.height() + "-" + theme);
            empty(steps);
            Replayed replayed = replay(studio, user, steps, screen, theme);
            seconds.add(replayed.seconds());
            played += replayed.pictures() > 0 ? 1 : 0;
            report.note(
                    screen.name() + ", " + theme,
                    "%.1f s, %d clicks, %d pictures in %d s",
                    replayed.seconds(),
                    replayed.clicks(),
                    replayed.pictures(),
                    WATCHED.toSeconds());
        }
        report.atMost(
                "first start to live, the slowest",
                seconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                BAR_SECONDS,
                "s");
        report.judge("the page plays in Chromium", played + " of " + runs, "all", played == runs);
        report.note("pictures of each step", "%s", pictures);
    }

    /// What became of one new user.
    ///
    /// @param seconds  from the start of the process to live
    /// @param pictures that the browser showed in order
    private record Replayed(double seconds, int clicks, int pictures) {}

    private static Replayed replay(PackagedStudio studio, Path user, Path steps, Screen screen, String theme)
            throws Exception {
        try (VirtualDisplay display = VirtualDisplay.start(screen.width(), screen.height());
                SoundServer sound = SoundServer.start()) {
            Map<String, String> environment = new HashMap<>(sound.environment());
            environment.put("DISPLAY", display.name());
            environment.put("LANG", "C.UTF-8");
            // the desktop's own theme, which the studio follows
            environment.put("GTK_THEME", theme.equals("dark") ? "Adwaita:dark" : "Adwaita");
            List<String> jvm =
                    List.of("-Dglass.gtk.uiScale=" + screen.scale(), ReplayAgent.option(steps.resolve("agent"), steps));
            long begun = System.nanoTime();
            try (Child process = studio.start(user, environment, jvm, List.of())) {
                String line = process.awaitLine(FirstRunBench::isLiveOrFailed, LIMIT);
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (!line.startsWith(FirstRunReplay.LIVE)) {
                    throw new IllegalStateException(line + "; " + process.tail());
                }
                int shown = watch(steps);
                Files.createFile(steps.resolve(FirstRunReplay.WATCHED));
                String end = process.awaitLine(
                        said -> said.equals(FirstRunReplay.DONE) || said.startsWith(FirstRunReplay.FAILED), LIMIT);
                if (!end.equals(FirstRunReplay.DONE) || process.awaitExit(LIMIT).orElse(-1) != 0) {
                    throw new IllegalStateException("the studio did not end well; " + process.tail());
                }
                return new Replayed(seconds, Integer.parseInt(line.replaceAll("\\D", "")), shown);
            }
        }
    }

    private static boolean isLiveOrFailed(String line) {
        return line.startsWith(FirstRunReplay.LIVE) || line.startsWith(FirstRunReplay.FAILED);
    }

    /// {@return how many pictures of the test card Chromium shows, each after the one before; 0 when one is not}
    private static int watch(Path steps) throws Exception {
        Path page = steps.resolve(FirstRunReplay.PAGE);
        org.awaitility.Awaitility.await("the page's address")
                .atMost(LIMIT)
                .until(() -> Files.exists(page) && Files.size(page) > 0);
        try (Chromium chromium = Chromium.start()) {
            chromium.open(Files.readString(page));
            BrowserProbe probe = BrowserProbe.attach(chromium, Duration.ofSeconds(60));
            probe.reset();
            TargetsBench.pass(WATCHED);
            List<Integer> counters = probe.seen().counters();
            boolean inOrder = counters.equals(counters.stream().sorted().toList());
            return inOrder ? (int) counters.stream().distinct().count() : 0;
        }
    }

    private static void empty(Path folder) throws java.io.IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
        Files.createDirectories(folder);
    }
}
