package io.rostrum.testing.product;

import io.rostrum.testing.Child;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.peer.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `./rostrum server` on free ports of loopback with a data directory of its own and open ingest.
public final class CompanionServer implements AutoCloseable {
    private final Child server;
    private final Path data;
    private final int http;
    private final int rtmp;
    private final Duration startUp;

    private CompanionServer(Child server, Path data, int http, int rtmp, long startedNanos) {
        this.server = server;
        this.data = data;
        this.http = http;
        this.rtmp = rtmp;
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await("readiness of the server")
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !server.isAlive() || ready(client));
        }
        this.startUp = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (!server.isAlive()) {
            throw new IllegalStateException("the server did not start; " + server.tail());
        }
    }

    /// Starts a server and returns when `/readyz` says 200.
    public static CompanionServer start(String... more) {
        try {
            Path data = Files.createTempDirectory("rostrum-server");
            int http = FreePorts.one();
            int rtmp = FreePorts.one();
            List<String> arguments = new ArrayList<>(List.of("server", "--data", data.toString(), "--open-ingest"));
            arguments.addAll(List.of("--http", String.valueOf(http), "--rtmp", String.valueOf(rtmp)));
            arguments.addAll(List.of(more));
            long started = System.nanoTime();
            return new CompanionServer(Rostrum.start(Map.of(), arguments), data, http, rtmp, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready(HttpClient client) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(http("/readyz"))).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// {@return from the start of the command to the first 200 of `/readyz`}
    public Duration startUp() {
        return startUp;
    }

    /// {@return where to publish a stream, and where to play it by RTMP}
    public String rtmp(String stream) {
        return "rtmp://127.0.0.1:" + rtmp + "/live/" + stream;
    }

    public String flv(String stream) {
        return http("/live/" + stream + ".flv");
    }

    public String hls(String stream) {
        return http("/live/" + stream + "/index.m3u8");
    }

    public String http(String path) {
        return "http://127.0.0.1:" + http + path;
    }

    public int rtmpPort() {
        return rtmp;
    }

    public ProcessMeter meter() {
        return new ProcessMeter(server.pid());
    }

    public Child process() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> all = Files.walk(data)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
