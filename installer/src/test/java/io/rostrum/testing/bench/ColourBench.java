package io.rostrum.testing.bench;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.ColorReader;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.CounterWindow;
import io.rostrum.testing.FlvDownload;
import io.rostrum.testing.ReferenceCard;
import io.rostrum.testing.TestPicture;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// The 75 % bars through every kind of source, read at nginx, at the companion and on Chromium's canvas.
final class ColourBench {
    private static final double BAR = 4;
    private static final String BT601 =
            "-vf scale=out_color_matrix=bt601:out_range=tv,format=yuv420p -colorspace smpte170m -color_primaries smpte170m";
    private static final String FULL =
            "-vf scale=out_color_matrix=bt709:out_range=pc,format=yuvj420p -pix_fmt yuvj420p -color_range pc";

    private ColourBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Path folder = Files.createTempDirectory("rostrum-colour");
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("testcard", "testcard");
        sources.put("image", image(folder.resolve("bars.png")).toString());
        sources.put("file, BT.709 limited", film(folder.resolve("bt709.mp4"), List.of()));
        sources.put("file, BT.601 limited", film(folder.resolve("bt601.mp4"), List.of(BT601.split(" ", -1))));
        sources.put("file, BT.709 full", film(folder.resolve("full.mp4"), List.of(FULL.split(" ", -1))));
        sources.put("screen", "screen");
        sources.put("region of the screen", "screen+0,0,1280x720");
        sources.put("window", "window:" + CounterWindow.TITLE);
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(15));
                Chromium chromium = Chromium.start(Chromium.Drawing.EXACT)) {
            for (Map.Entry<String, String> source : sources.entrySet()) {
                through(report, source.getKey(), source.getValue(), screen, chromium, folder);
            }
        }
        for (Path file :
                List.of(folder.resolve("bars.png"), folder.resolve("bt709.mp4"), folder.resolve("bt601.mp4"))) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder.resolve("full.mp4"));
        Files.deleteIfExists(folder);
    }

    private static void through(
            Report report, String kind, String source, CounterScreen screen, Chromium chromium, Path folder)
            throws Exception {
        Path companionFile = folder.resolve("companion.flv");
        try (NginxRtmp nginx = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start()) {
            List<String> arguments = List.of(
                    "--video",
                    source,
                    "--audio",
                    "none",
                    "--size",
                    "1280x720",
                    "--fps",
                    "30",
                    "--keyint",
                    "2s",
                    "--to",
                    companion.rtmp("colour"),
                    "--to",
                    nginx.live("colour"));
            try (FlvDownload viewer = new FlvDownload(companion.flv("colour"), companionFile);
                    Broadcast broadcast = Broadcast.start(screen.environment(), arguments)) {
                broadcast.awaitLive();
                TargetsBench.pass(Duration.ofSeconds(4));
                chromium.open(companion.http("/watch/colour?muted&mode=flv"));
                double canvas =
                        BrowserProbe.attach(chromium, Duration.ofSeconds(30)).colorError();
                report.atMost(kind + ": Chromium's canvas", canvas, BAR, "/255");
                chromium.open(companion.http("/healthz"));
                broadcast.stop();
                viewer.awaitEnd(Duration.ofSeconds(10));
            }
            at(report, kind + ": companion", companionFile);
            at(report, kind + ": nginx", nginx.received("colour").getFirst());
            Files.deleteIfExists(companionFile);
        }
    }

    private static void at(Report report, String what, Path file) {
        ColorReader colors = ColorReader.of(file.toString(), 2, List.of());
        report.atMost(what, colors.maxError(), BAR, "/255");
        boolean signalled = !colors.space().matrix().equals("unknown")
                && !colors.space().range().equals("unknown")
                && !colors.space().primaries().equals("unknown");
        String said = colors.space().matrix() + " " + colors.space().range() + " "
                + colors.space().primaries();
        report.judge(what + ": signalled", said, "matrix, range, primaries", signalled);
    }

    private static String film(Path file, List<String> options) {
        new ReferenceCard(1280, 720, 30).write(file, 0, options);
        return file.toString();
    }

    private static Path image(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocate(1280L * 720 * 4, 64);
            new TestPicture(1280, 720, false, pixels).paint(0, 0, false);
            BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, 1280, 720, pixels.toArray(ValueLayout.JAVA_INT_UNALIGNED), 0, 1280);
            ImageIO.write(image, "png", file.toFile());
        }
        return file;
    }
}
