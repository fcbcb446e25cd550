package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.FlvDownload;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// Screen and sound to three targets, what arrives there, and what it costs.
final class TargetsBench {
    static final List<String> CAPTURE = List.of(
            "--video",
            "screen",
            "--audio",
            "device",
            "--size",
            "1280x720",
            "--fps",
            "30",
            "--bitrate",
            "2500k",
            "--keyint",
            "2s");
    /// All three filters; the blur covers moving content and leaves the strips readable.
    static final List<String> FILTERS = List.of(
            "--filter", "beauty=0.6",
            "--filter", "watermark=text:ROSTRUM,corner=top-right,opacity=0.8",
            "--filter", "blur=320,45,600,135,radius=12");
    private static final int SECONDS = 60;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private TargetsBench() {}

    /// Counters, frames and drops at every target with all filters on.
    static void targets(Report report, Bench.Length length) throws Exception {
        Duration time = length.of(SECONDS);
        Path download = Files.createTempFile("companion", ".flv");
        try (CounterScreen screen = CounterScreen.open(time.plusSeconds(90));
                NginxRtmp first = NginxRtmp.start();
                NginxRtmp second = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start();
                FlvDownload viewer = new FlvDownload(companion.flv("main"), download)) {
            List<String> arguments = new ArrayList<>(CAPTURE);
            arguments.addAll(FILTERS);
            for (String url : List.of(companion.rtmp("main"), first.live("main"), second.live("main"))) {
                arguments.addAll(List.of("--to", url));
            }
            arguments.addAll(List.of("--duration", time.toSeconds() + "s"));
            try (Broadcast broadcast = Broadcast.start(screen.environment(), arguments)) {
                broadcast.awaitLive();
                double cores =
                        cores(broadcast.meter(), WARM_UP, time.minus(WARM_UP).minusSeconds(2));
                int exit = broadcast.awaitExit(time.plusSeconds(30)).orElse(-1);
                report.judge("exit code", String.valueOf(exit), "0", exit == 0);
                report.atMost("CPU with all three filters", cores, 1.2, "cores");
                long dropped = Stats.dropped(broadcast.stats());
                report.judge("dropped by us", String.valueOf(dropped), "0", dropped == 0);
                report.note("last statistics", "%s", broadcast.stats().getLast());
            }
            viewer.awaitEnd(Duration.ofSeconds(10));
            arrived(report, "companion", download, time);
            arrived(report, "nginx 1", first.received("main").getFirst(), time);
            arrived(report, "nginx 2", second.received("main").getFirst(), time);
        } finally {
            Files.delete(download);
        }
    }

    private static void arrived(Report report, String target, Path file, Duration time) {
        CounterReport counters = CounterReport.of(
                MediaReading.of(file, MediaReading.Tracks.VIDEO).frames());
        long expected = 30 * time.toSeconds();
        report.atLeast(target + ": counters in order", counters.share() * 100, 99, "%");
        report.judge(
                target + ": frames",
                String.valueOf(counters.frames()),
                expected + " +- 2",
                Math.abs(counters.frames() - expected) <= 2);
        report.note(
                target + ": span, repeated, unreadable",
                "%d, %d, %d",
                counters.span(),
                counters.repeated(),
                counters.unreadable());
    }

    /// CPU without filters beside `ffmpeg`'s for the same picture, three times in turn, medians.
    static void cpu(Report report, Bench.Length length) throws Exception {
        Duration window = length.of(20);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(10));
                NginxRtmp nginx = NginxRtmp.start()) {
            for (int round = 0; round < 3; round++) {
                try (Child ffmpeg = ffmpeg(screen, nginx.plain("ffmpeg"))) {
                    theirs.add(cores(new ProcessMeter(ffmpeg.pid()), WARM_UP, window));
                }
                ours.add(broadcastCores(screen, List.of(nginx.plain("ours")), List.of(), window));
            }
            double withFilters = broadcastCores(screen, List.of(nginx.plain("ours")), FILTERS, window);
            List<String> background = new ArrayList<>(FILTERS.subList(0, 4));
            background.addAll(List.of("--filter", "blur=background"));
            double withBackground = broadcastCores(screen, List.of(nginx.plain("ours")), background, window);
            report.note("ffmpeg x11grab, x264 veryfast, one RTMP: each round", "%s cores", rounded(theirs));
            report.note("ours, filters off: each round", "%s cores", rounded(ours));
            double ratio = median(ours) / median(theirs);
            report.note("medians ours / ffmpeg", "%.3f / %.3f cores", median(ours), median(theirs));
            report.atMost("CPU, filters off, relative to ffmpeg", ratio, 1.25, "x");
            report.atMost("CPU, all three filters, region blur", withFilters, 1.2, "cores");
            report.atMost("CPU, all three filters, background blur", withBackground, 1.2, "cores");
        }
    }

    /// What one more target costs.
    static void slope(Report report, Bench.Length length) throws Exception {
        Duration window = length.of(30);
        List<Double> targets = new ArrayList<>();
        List<Double> cores = new ArrayList<>();
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(10));
                NginxRtmp nginx = NginxRtmp.start()) {
            for (int count : new int[] {1, 3, 5, 9}) {
                List<String> urls = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    urls.add(nginx.plain("slope" + i));
                }
                double used = broadcastCores(screen, urls, List.of(), window);
                report.note(count + " targets", "%.3f cores", used);
                targets.add((double) count);
                cores.add(used);
            }
        }
        report.atMost("one more target", 100 * io.rostrum.testing.Line.slope(targets, cores), 2, "% of a core");
    }

    static Child ffmpeg(CounterScreen screen, String url) {
        String command =
                "ffmpeg -hide_banner -nostdin -nostats -loglevel error -f x11grab -framerate 30 -video_size 1280x720 -i "
                        + screen.displayName()
                        + " -c:v libx264 -preset veryfast -b:v 2500k -maxrate 2500k -bufsize 5000k -g 60 -bf 0"
                        + " -pix_fmt yuv420p -f flv " + url;
        return Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.copyOf(screen.environment()));
    }

    private static double broadcastCores(CounterScreen screen, List<String> urls, List<String> filters, Duration window)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(CAPTURE);
        arguments.addAll(filters);
        urls.forEach(url -> arguments.addAll(List.of("--to", url)));
        try (Broadcast broadcast = Broadcast.start(screen.environment(), arguments)) {
            broadcast.awaitLive();
            return cores(broadcast.meter(), WARM_UP.multipliedBy(2), window);
        }
    }

    /// {@return mean cores over a window that begins after a warm-up}
    static double cores(ProcessMeter meter, Duration warmUp, Duration window) {
        pass(warmUp);
        ProcessMeter.Reading begin = meter.read();
        pass(window);
        return meter.read().coresSince(begin);
    }

    /// Lets time pass while something is measured.
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await()
                .atMost(time.plusSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() >= end);
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    static List<Double> rounded(List<Double> values) {
        return values.stream().map(value -> Math.round(value * 1000) / 1000.0).toList();
    }
}
