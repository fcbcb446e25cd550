package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.ScreenWatch;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.product.PackagedStudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How soon the packaged studio is of use: the preview shows a picture, and a click has done something, both judged by
/// what the display shows.
final class StudioStartBench {
    private static final int STARTS = 5;
    private static final int WIDTH = 1360;
    private static final int HEIGHT = 840;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// Of a part of the window: nothing but its ground, and the test card.
    private static final double PLAIN = 8;

    private static final double VARIED = 30;

    private StudioStartBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Path folder = Files.createTempDirectory("rostrum-studio-start");
        PackagedStudio studio = PackagedStudio.unpack(Files.createDirectory(folder.resolve("package")));
        Path user = Files.createDirectory(folder.resolve("home"));
        try (VirtualDisplay display = VirtualDisplay.start(WIDTH, HEIGHT)) {
            Start first = start(studio, user, display);
            report.note("the very first start, which unpacks native libraries", "%.2f s", first.clicked());
            List<Double> pictures = new ArrayList<>();
            List<Double> clicks = new ArrayList<>();
            for (int i = 0; i < Math.max(STARTS, length.times(STARTS)); i++) {
                Start next = start(studio, user, display);
                pictures.add(next.seen());
                clicks.add(next.clicked());
            }
            report.note("first picture in the preview, each", "%s s", TargetsBench.rounded(pictures));
            report.note("a click has done something, each", "%s s", TargetsBench.rounded(clicks));
            report.note("first picture, median", "%.2f s", TargetsBench.median(pictures));
            report.atMost(
                    "picture shown and a click handled, median of " + clicks.size(),
                    TargetsBench.median(clicks),
                    3,
                    "s");
        }
    }

    /// Seconds since the process was started.
    private record Start(double seen, double clicked) {}

    private static Start start(PackagedStudio studio, Path user, VirtualDisplay display) throws Exception {
        Path data = Files.createTempDirectory("rostrum-studio");
        Files.writeString(data.resolve("settings.json"), StudioBench.card("rtmp://127.0.0.1:1/live/key", data));
        try (ScreenWatch screen = ScreenWatch.of(display.name(), WIDTH, HEIGHT)) {
            screen.await("an empty screen", picture -> sources(picture) < PLAIN && card(picture) < PLAIN, LIMIT);
            long begun = System.nanoTime();
            try (Child process = studio.start(
                    user,
                    Map.of("DISPLAY", display.name(), "LANG", "C.UTF-8"),
                    List.of(),
                    List.of("studio", "--data", data.toString()))) {
                ScreenWatch.Picture seen = screen.await("the test card", picture -> card(picture) > VARIED, LIMIT);
                hideTheSources(display);
                // the panel's place is given to the preview
                ScreenWatch.Picture clicked =
                        screen.await("the panel hidden", picture -> sources(picture) > VARIED, LIMIT);
                process.terminate();
                if (process.awaitExit(LIMIT).isEmpty()) {
                    throw new IllegalStateException("the studio did not end; " + process.tail());
                }
                return new Start((seen.nanos() - begun) / 1e9, (clicked.nanos() - begun) / 1e9);
            }
        }
    }

    /// {@return of the marks at the left of the test card's frame number, below what the very first start shows while
    /// it
    /// unpacks}
    private static double card(ScreenWatch.Picture picture) {
        return picture.variety(336, 400, 464, 504);
    }

    /// {@return of the lower part of the list of sources, where no row is}
    private static double sources(ScreenWatch.Picture picture) {
        return picture.variety(96, 240, 272, 480);
    }

    /// Presses the topmost button of the rail, by the X server's own pointer.
    private static void hideTheSources(VirtualDisplay display) throws IOException, InterruptedException {
        try (Child hand = Child.start(
                "xdotool",
                List.of("xdotool", "mousemove", "24", "70", "click", "1"),
                Map.of("DISPLAY", display.name()))) {
            if (hand.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IOException("the pointer does not move; " + hand.tail());
            }
        }
    }
}
