package io.rostrum.testing.bench;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// What HLS costs the server for each playlist and segment, beside nginx with the same bytes as files; how soon parked
/// requests are answered; and how old pictures of low-latency HLS are in Chromium.
final class HlsBench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int POLLING = 200;
    private static final int PARKED = 2_000;
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");

    private HlsBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        try (CompanionServer server = CompanionServer.start();
                Child _ = publish(server.rtmp("bench"));
                HttpClient client = HttpClient.newHttpClient()) {
            String playlist = playlist(client, server, "bench");
            TargetsBench.pass(Duration.ofSeconds(8));
            delivery(report, client, server, playlist, length);
            polling(report, client, playlist, length);
            HlsParking.run(report, client, URI.create(playlist), PARKED, length.times(20));
        }
        glass(report, length);
    }

    /// 2.5 Mbit/s in segments of 2 s, small enough pictures to have no ladder.
    private static Child publish(String to) {
        String command = "ffmpeg -v error -nostdin -re -f lavfi -i testsrc2=size=426x240:rate=30 -f lavfi -i"
                + " sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -bf 0 -g 60 -b:v 2500k -minrate 2500k"
                + " -maxrate 2500k -bufsize 2500k -x264-params nal-hrd=cbr:force-cfr=1 -pix_fmt yuv420p -c:a aac -b:a 128k -f flv "
                + to;
        return Child.start("publisher", List.of(command.split(" ", -1)), Map.of());
    }

    static String get(HttpClient client, String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private static String playlist(HttpClient client, CompanionServer server, String stream) {
        return Awaitility.await("the playlist of " + stream)
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(
                        () -> server.http("/live/" + stream + "/"
                                + get(client, server.hls(stream))
                                        .lines()
                                        .toList()
                                        .getLast()),
                        url -> url.endsWith("media.m3u8"));
    }

    private static String newestSegment(String playlist) {
        return playlist.lines().filter(line -> !line.startsWith("#")).toList().getLast();
    }

    private static void delivery(
            Report report, HttpClient client, CompanionServer server, String playlist, Bench.Length length)
            throws Exception {
        Path folder = Files.createTempDirectory("nginx-static");
        int port = FreePorts.one();
        Files.writeString(folder.resolve("nginx.conf"), """
                worker_processes 1; daemon off; master_process off; pid nginx.pid; error_log stderr error;
                events { worker_connections 2048; use epoll; }
                http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
                  types { application/vnd.apple.mpegurl m3u8; video/mp4 m4s; }
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server { listen 127.0.0.1:%d; location / { root %s; add_header Cache-Control no-cache; } } }
                """.formatted(port, folder));
        String text = get(client, playlist);
        Files.writeString(folder.resolve("media.m3u8"), text);
        String segment = newestSegment(text);
        byte[] bytes = client.send(
                        HttpRequest.newBuilder(URI.create(playlist).resolve(segment))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Files.write(folder.resolve("segment.m4s"), bytes);
        report.note("playlist, segment", "%d, %d bytes", text.length(), bytes.length);
        List<String> nginx = List.of(
                "nginx", "-p", folder + "/", "-c", folder.resolve("nginx.conf").toString(), "-e", "stderr");
        try (Child peer = Child.start("nginx", nginx, Map.of())) {
            String theirs = "http://127.0.0.1:" + port + "/";
            Awaitility.await("nginx")
                    .atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> !get(client, theirs + "media.m3u8").isEmpty());
            ProcessMeter meter = new ProcessMeter(peer.pid());
            int seconds = (int) length.of(8).toSeconds();
            wrk(server.meter(), playlist, seconds); // compiles the way there
            Load ours = wrk(server.meter(), playlist, seconds);
            Load static_ = wrk(meter, theirs + "media.m3u8", seconds);
            report.note("playlist: nginx", "%s", static_);
            report.note("playlist: ours", "%s", ours);
            report.atMost("playlist: CPU relative to nginx", ours.micros() / static_.micros(), 2, "x");
            String newest = URI.create(playlist)
                    .resolve(newestSegment(get(client, playlist)))
                    .toString();
            wrk(server.meter(), newest, 2);
            Load big = wrk(server.meter(), newest, seconds);
            Load file = wrk(meter, theirs + "segment.m4s", seconds);
            report.note("segment: nginx, sendfile", "%s", file);
            report.note("segment: ours", "%s", big);
            report.atMost("segment: CPU relative to nginx", big.micros() / file.micros(), 1.2, "x");
        }
    }

    /// @param micros CPU for each request, microseconds, less what the server takes without any
    /// @param p99    milliseconds
    private record Load(long requests, int seconds, double micros, double p99) {
        @Override
        public String toString() {
            return "%d req/s, %.1f us CPU, p99 %.2f ms".formatted(requests / seconds, micros, p99);
        }
    }

    private static Load wrk(ProcessMeter meter, String url, int seconds) throws InterruptedException {
        ProcessMeter.Reading idle = meter.read();
        TargetsBench.pass(Duration.ofSeconds(2));
        ProcessMeter.Reading begin = meter.read();
        double without = begin.coresSince(idle);
        List<String> command = List.of("wrk", "-c", "64", "-t", "1", "-d", seconds + "s", "--latency", url);
        try (Child wrk = Child.start("wrk", command, Map.of())) {
            wrk.awaitExit(LIMIT);
            ProcessMeter.Reading end = meter.read();
            String said = String.join("\n", wrk.lines());
            Matcher requests = REQUESTS.matcher(said);
            Matcher p99 = P99.matcher(said);
            if (!requests.find() || !p99.find() || said.contains("Non-2xx")) {
                throw new IllegalStateException(said);
            }
            long count = Long.parseLong(requests.group(1));
            double elapsed = (end.atNanos() - begin.atNanos()) / 1e9;
            double cpu = end.cpuSeconds() - begin.cpuSeconds() - without * elapsed;
            double unit = p99.group(2).equals("us") ? 1e-3 : p99.group(2).equals("ms") ? 1 : 1e3;
            return new Load(count, seconds, cpu / count * 1e6, Double.parseDouble(p99.group(1)) * unit);
        }
    }

    /// Players of plain HLS: the playlist each second, and each new segment.
    private static void polling(Report report, HttpClient client, String playlist, Bench.Length length)
            throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        long until = System.nanoTime() + length.of(30).toNanos();
        List<Thread> players = new ArrayList<>();
        for (int i = 0; i < POLLING; i++) {
            players.add(Thread.startVirtualThread(() -> poll(client, playlist, until, millis)));
            TargetsBench.pass(Duration.ofMillis(5)); // not all at once
        }
        for (Thread player : players) {
            player.join();
        }
        Collections.sort(millis);
        report.atMost(POLLING + " polling clients: p99 of segments", at(millis, 0.99), 5, "ms");
    }

    private static void poll(HttpClient client, String playlist, long until, List<Double> millis) {
        String had = "";
        try {
            while (System.nanoTime() - until < 0) {
                String segment = newestSegment(get(client, playlist));
                if (!segment.equals(had)) {
                    had = segment;
                    URI address = URI.create(playlist).resolve(segment);
                    long asked = System.nanoTime();
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
                    millis.add((System.nanoTime() - asked) / 1e6);
                }
                TargetsBench.pass(Duration.ofSeconds(1));
            }
        } catch (IOException e) {
            millis.add(Double.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static double at(List<Double> sorted, double quantile) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
    }

    /// One long look at the watch page: low-latency HLS without a stall.
    private static void glass(Report report, Bench.Length length) throws Exception {
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(30));
                CompanionServer companion = CompanionServer.start()) {
            List<String> capture = new ArrayList<>(TargetsBench.CAPTURE);
            capture.addAll(List.of("--to", companion.rtmp("glass")));
            try (Broadcast broadcast = Broadcast.start(screen.environment(), capture);
                    Chromium chromium = Chromium.start()) {
                broadcast.awaitLive();
                TargetsBench.pass(Duration.ofSeconds(12));
                chromium.open(companion.http("/watch/glass?muted&mode=hls&quality=source"));
                BrowserProbe probe = BrowserProbe.attach(chromium, LIMIT);
                TargetsBench.pass(Duration.ofSeconds(5));
                probe.reset();
                TargetsBench.pass(length.of(600));
                BrowserProbe.Seen seen = probe.seen();
                List<Double> ages = new ArrayList<>(seen.ageMillis());
                Collections.sort(ages);
                report.note("glass to glass, LL-HLS: p50", "%.0f ms of %d pictures", at(ages, 0.5), ages.size());
                report.atMost("glass to glass, LL-HLS: p95", at(ages, 0.95), 1500, "ms");
                report.judge("stalls", String.valueOf(seen.waiting()), "0", seen.waiting() == 0);
            }
        }
    }
}
