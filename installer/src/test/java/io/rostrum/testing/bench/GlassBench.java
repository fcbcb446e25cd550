package io.rostrum.testing.bench;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// From the picture on the screen to the picture in Chromium: age of each shown picture over five joins.
final class GlassBench {
    private static final int JOINS = 5;
    private static final Duration LOOK = Duration.ofSeconds(8);

    private GlassBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(30));
                NginxRtmp nginx = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start()) {
            List<String> capture = new ArrayList<>(TargetsBench.CAPTURE);
            capture.addAll(List.of("--to", companion.rtmp("glass")));
            int joins = length.times(JOINS);
            try (Broadcast broadcast = Broadcast.start(screen.environment(), capture)) {
                broadcast.awaitLive();
                TargetsBench.pass(Duration.ofSeconds(12));
                judge(report, "HTTP-FLV", companion.http("/watch/glass?muted&mode=flv"), joins, 1200);
                judge(report, "HLS, key frames every 2 s", companion.http("/watch/glass?muted&mode=hls"), joins, 1500);
            }
            capture.set(capture.indexOf("2s"), "1s"); // under another name: a playlist keeps its target duration
            capture.set(capture.size() - 1, companion.rtmp("glass1"));
            try (Broadcast broadcast = Broadcast.start(screen.environment(), capture)) {
                broadcast.awaitLive();
                TargetsBench.pass(Duration.ofSeconds(12));
                judge(report, "HLS, key frames every 1 s", companion.http("/watch/glass1?muted&mode=hls"), joins, 1500);
            }
            hlsJs(nginx);
            try (Child ffmpeg = TargetsBench.ffmpeg(screen, nginx.hls("glass"))) {
                TargetsBench.pass(Duration.ofSeconds(16));
                Figures figures = joins(nginx.http("page.html"), joins);
                report.note("peer: ffmpeg -> nginx-rtmp HLS 2 s -> hls.js", "%s", figures);
                report.judge("peer's publisher lived", String.valueOf(ffmpeg.isAlive()), "true", ffmpeg.isAlive());
            }
        }
    }

    private static void judge(Report report, String what, String url, int joins, double barMillis)
            throws InterruptedException {
        Figures figures = joins(url, joins);
        report.note(what + ": ages", "%s", figures);
        report.atMost(what + ": p95", figures.at(0.95), barMillis, "ms");
    }

    /// The ages of all pictures of all joins.
    private record Figures(List<Double> ages, int stalls, List<Double> medians) {
        double at(double quantile) {
            return ages.isEmpty() ? Double.NaN : ages.get((int) Math.round(quantile * (ages.size() - 1)));
        }

        @Override
        public String toString() {
            return "p50 %.0f, p95 %.0f, max %.0f ms, stalls %d, medians %s"
                    .formatted(
                            at(0.5),
                            at(0.95),
                            at(1),
                            stalls,
                            medians.stream().map(Math::round).toList());
        }
    }

    private static Figures joins(String url, int joins) throws InterruptedException {
        List<Double> ages = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        int stalls = 0;
        for (int join = 0; join < joins; join++) {
            try (Chromium chromium = Chromium.start()) {
                chromium.open(url);
                BrowserProbe probe = BrowserProbe.attach(chromium, Duration.ofSeconds(40));
                TargetsBench.pass(Duration.ofSeconds(4));
                probe.reset();
                TargetsBench.pass(LOOK);
                BrowserProbe.Seen seen = probe.seen();
                ages.addAll(seen.ageMillis());
                medians.add(seen.age(0.5));
                stalls += seen.waiting();
            }
        }
        Collections.sort(ages);
        return new Figures(ages, stalls, medians);
    }

    /// The same player library as the product's page uses, on a page of nginx.
    private static void hlsJs(NginxRtmp nginx) throws IOException {
        Path library = Rostrum.home().resolve("companion-server/web/node_modules/hls.js/dist/hls.min.js");
        Files.copy(library, nginx.folder().resolve("hls.min.js"));
        Files.writeString(nginx.folder().resolve("page.html"), """
                <!DOCTYPE html><video id=v muted autoplay></video><script src=hls.min.js></script>
                <script>const h = new Hls(); h.loadSource('hls/glass.m3u8'); h.attachMedia(v);
                h.on(Hls.Events.MANIFEST_PARSED, () => v.play());</script>
                """);
    }
}
