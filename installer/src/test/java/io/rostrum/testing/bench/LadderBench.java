package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.product.CompanionServer;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/// What the ladder of one 720p stream costs beside FFmpeg's command line doing the same, and how soon it is back after
/// a kill.
final class LadderBench {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration SERVER_WARM_UP = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ENCODER =
            "-c:v libx264 -preset veryfast -bf 0 -threads 1 -crf 23 -maxrate %1$s -bufsize %2$s -g 9000 -sc_threshold 0"
                    + " -force_key_frames source -forced-idr 1 -x264-params rc-lookahead=0:sync-lookahead=0:mbtree=0:fps=30"
                    + " -fps_mode passthrough -enc_time_base 1:1000 -c:a copy -f flv -y /dev/null";

    private LadderBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Path source = Files.createTempFile("ladder", ".flv");
        try {
            make(source);
            List<Double> theirs = new ArrayList<>();
            List<Cores> ours = new ArrayList<>();
            for (int round = 0; round < length.times(3); round++) {
                theirs.add(theirs(source, length.of(30)));
                ours.add(ours(source, length.of(30)));
            }
            List<Double> child = ours.stream().map(Cores::child).toList();
            List<Double> all = ours.stream().map(Cores::all).toList();
            double reference = TargetsBench.median(theirs);
            report.note("ffmpeg: each round", "%s cores", TargetsBench.rounded(theirs));
            report.note("the server's child: each round", "%s cores", TargetsBench.rounded(child));
            report.note("server and its child: each round", "%s cores", TargetsBench.rounded(all));
            report.atMost("CPU of the child relative to ffmpeg", TargetsBench.median(child) / reference, 1.05, "x");
            report.note(
                    "with the whole server: ingest, three renditions of HLS",
                    "%.2f x",
                    TargetsBench.median(all) / reference);
            kills(report, source, length.times(10));
        } finally {
            Files.deleteIfExists(source);
        }
    }

    private static void make(Path file) throws InterruptedException {
        String command = "ffmpeg -v error -y -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i"
                + " sine=frequency=1000:sample_rate=48000 -t 60 -c:v libx264 -preset veryfast -bf 0 -g 60 -b:v 2500k"
                + " -maxrate 2500k -bufsize 2500k -pix_fmt yuv420p -c:a aac -b:a 128k -f flv " + file;
        try (Child ffmpeg = Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of())) {
            if (ffmpeg.awaitExit(Duration.ofMinutes(3)).orElse(-1) != 0) {
                throw new IllegalStateException(ffmpeg.tail());
            }
        }
    }

    /// {@return mean cores of FFmpeg's program with the same settings, in real time}
    private static double theirs(Path source, Duration window) {
        List<String> words =
                new ArrayList<>(List.of(program().toString(), "-v", "error", "-nostdin", "-re", "-stream_loop", "-1"));
        words.addAll(List.of("-threads", "2", "-i", source.toString(), "-filter_complex"));
        words.add("[0:v:0]scale=854:480:flags=bilinear,format=yuv420p,setsar=1,split[v0][s0];"
                + "[s0]scale=426:240:flags=bilinear,format=yuv420p,setsar=1[v1]");
        words.addAll(List.of("-map", "[v0]", "-map", "0:a:0"));
        words.addAll(List.of(ENCODER.formatted("1000k", "500k").split(" ", -1)));
        words.addAll(List.of("-map", "[v1]", "-map", "0:a:0"));
        words.addAll(List.of(ENCODER.formatted("180k", "90k").split(" ", -1)));
        try (Child ffmpeg = Child.start("ffmpeg", words, Map.of())) {
            return TargetsBench.cores(new ProcessMeter(ffmpeg.pid()), WARM_UP, window);
        }
    }

    private static Path program() {
        return Rostrum.home().resolve("companion-server/target/ffmpeg/ffmpeg");
    }

    private static Child publish(CompanionServer server, Path source) {
        String command =
                "ffmpeg -v error -nostdin -re -stream_loop -1 -i " + source + " -c copy -f flv " + server.rtmp("cam");
        return Child.start("publisher", List.of(command.split(" ", -1)), Map.of());
    }

    /// Mean cores of the server with its child, and of the child alone.
    private record Cores(double all, double child) {}

    private static Cores ours(Path source, Duration window) {
        try (CompanionServer server = CompanionServer.start();
                Child _ = publish(server, source)) {
            TargetsBench.pass(SERVER_WARM_UP);
            ProcessMeter ladder = new ProcessMeter(child(server).orElseThrow().pid());
            ProcessMeter.Reading begin = ladder.read();
            ProcessMeter.Reading beginAll = server.meter().read();
            TargetsBench.pass(window);
            return new Cores(
                    server.meter().read().coresSince(beginAll), ladder.read().coresSince(begin));
        }
    }

    /// Kills the child again and again, as a crash would.
    private static void kills(Report report, Path source, int times) throws Exception {
        double longest = 0;
        try (CompanionServer server = CompanionServer.start();
                Child _ = publish(server, source);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < times; i++) {
                ProcessHandle child = await(server, client, Optional.empty());
                long killed = System.nanoTime();
                child.destroyForcibly();
                await(server, client, Optional.of(child));
                longest = Math.max(longest, (System.nanoTime() - killed) / 1e9);
            }
        }
        report.note("kills", "%d", times);
        report.atMost("ladder back after a kill, longest", longest, 5, "s");
    }

    /// Waits for a child other than `before` whose renditions are less than a second behind.
    private static ProcessHandle await(CompanionServer server, HttpClient client, Optional<ProcessHandle> before) {
        return Awaitility.await("the ladder")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> child(server)
                                .filter(found -> !before.equals(Optional.of(found)))
                                .filter(_ -> lag(server, client) < 1),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<ProcessHandle> child(CompanionServer server) {
        return ProcessHandle.of(server.process().pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info()
                        .command()
                        .filter(c -> c.endsWith("/ffmpeg"))
                        .isPresent())
                .findFirst();
    }

    private static double lag(CompanionServer server, HttpClient client) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.http("/metrics"))).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("rostrum_transcode_lag_seconds{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 2)))
                    .findFirst()
                    .orElse(Double.MAX_VALUE);
        } catch (IOException e) {
            return Double.MAX_VALUE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.MAX_VALUE;
        }
    }
}
