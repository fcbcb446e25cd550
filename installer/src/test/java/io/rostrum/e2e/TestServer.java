package io.rostrum.e2e;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.Folders;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./rostrum server` on free ports, open to any stream name.
final class TestServer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int httpPort = FreePorts.one();
    private final int rtmpPort = FreePorts.one();
    private final Path data;
    private final boolean ownsData;
    private final Child server;

    private TestServer(Path data, boolean ownsData, Map<String, String> environment) {
        this.data = data;
        this.ownsData = ownsData;
        List<String> arguments = new ArrayList<>(List.of("server", "--data", data.toString(), "--bind", "127.0.0.1"));
        arguments.addAll(List.of("--http", Integer.toString(httpPort), "--rtmp", Integer.toString(rtmpPort)));
        arguments.add("--open-ingest");
        server = Rostrum.start(environment, arguments);
    }

    static TestServer start() throws InterruptedException {
        return start(Map.of());
    }

    /// @param environment settings, as variables
    static TestServer start(Map<String, String> environment) throws InterruptedException {
        return ready(new TestServer(Folders.create("e2e"), /* ownsData= */ true, environment));
    }

    /// @param data        the server's folder, which stays
    /// @param environment settings, as variables
    static TestServer start(Path data, Map<String, String> environment) throws InterruptedException {
        return ready(new TestServer(data, /* ownsData= */ false, environment));
    }

    private static TestServer ready(TestServer started) throws InterruptedException {
        try {
            started.server.awaitLine(line -> line.contains("ready"), Duration.ofSeconds(60));
            return started;
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /// Ends it as a crash would (SIGKILL).
    void kill() throws InterruptedException {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        server.awaitExit(Duration.ofSeconds(30));
    }

    /// {@return the last it said, for a failure's message}
    String tail() {
        return server.tail();
    }

    /// {@return the server's data folder}
    Path data() {
        return data;
    }

    String url(String path) {
        return "http://127.0.0.1:" + httpPort + path;
    }

    /// {@return where to publish a stream}
    String rtmp(String stream) {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live/" + stream;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    /// Ends the server's transcoders as a crash would (SIGKILL).
    void killTranscoders() {
        ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::children)
                .forEach(ProcessHandle::destroyForcibly);
    }

    /// Publishes in real time until closed or the input ends.
    ///
    /// @param arguments inputs and encoders as `ffmpeg` takes them
    Child publish(String stream, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-re"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-f", "flv", rtmp(stream)));
        return Child.start("ffmpeg to " + stream, command, Map.of());
    }

    @Override
    public void close() {
        server.close();
        if (ownsData) {
            Folders.delete(data);
        }
    }
}
