package io.rostrum.server;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.Settings;
import io.rostrum.server.config.Settings.Given;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// The whole server on free ports of loopback, and what a test asks of it.
public final class RunningServer implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final CompanionServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Path directory, CompanionServer server) {
        this.directory = directory;
        this.server = server;
    }

    /// @param settings by dotted key, over those of a server open to any stream name, without
    ///                 transcoding
    public static RunningServer start(Path directory, Map<String, String> settings)
            throws IOException, ConfigException {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "data", directory.toString(),
                "http.port", "0",
                "rtmp.port", "0",
                "open_ingest", "true",
                "transcode.enabled", "false",
                "live.stop_window", "0s"));
        all.putAll(settings);
        Map<String, Given> flags = new LinkedHashMap<>();
        all.forEach((key, value) -> flags.put(
                key, new Given(List.of(value), key.startsWith("relay.") && !key.equals("relay.pull_idle"), "test")));
        return new RunningServer(
                directory, CompanionServer.start(ServerConfig.from(new Settings(Map.of(), Map.of(), flags), Map.of())));
    }

    public int rtmpPort() {
        return server.rtmpPort();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.httpPort() + path);
    }

    /// {@return whether both of its ports answer at an address of this machine}
    public boolean isReachedAt(String address) {
        for (int port : new int[] {server.httpPort(), server.rtmpPort()}) {
            try (Socket socket = new Socket(address, port)) {
                if (!socket.isConnected()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /// {@return the operator's token, as its file has it}
    public String token() throws IOException {
        return Files.readString(directory.resolve("operator-token")).strip();
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// {@return the answer to a GET, as it is}
    public HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// {@return the answer to the operator}
    public HttpResponse<String> operate(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, "/api/v1/operator" + path, body, "Authorization", "Bearer " + token());
    }

    public JsonElement operate(String path) throws IOException, InterruptedException {
        return JsonParser.parseString(operate("GET", path, "").body());
    }

    /// Asks the operator's API until the answer is as wanted.
    public void awaitAnswer(String path, Predicate<String> wanted) {
        await().atMost(PATIENCE)
                .until(() -> wanted.test(operate("GET", path, "").body()));
    }

    /// What the server said to an upload.
    public record Answer(int statusCode, String body) {}

    /// An upload that is under way, in chunks (RFC 9112 §7.1).
    public static final class Upload implements AutoCloseable {
        private final Socket socket;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        private Upload(Socket socket) {
            this.socket = socket;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try {
                String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int body = said.indexOf("\r\n\r\n");
                answer.complete(new Answer(Integer.parseInt(said.split(" ", -1)[1]), said.substring(body + 4)));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        public void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /// Ends the body.
        public void end() throws IOException {
            socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /// {@return there when the server has answered and closed the connection}
        public CompletableFuture<Answer> answer() {
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// {@return the tags of a file, so much later}
    public static byte[] later(byte[] flv, int millis) {
        ByteBuffer tags = ByteBuffer.wrap(Arrays.copyOfRange(flv, 13, flv.length));
        for (int at = 0; at < tags.limit(); at += 15 + (tags.getInt(at) & 0xFF_FFFF)) { // §E.4.1
            int stamp = (tags.getInt(at + 3) & 0xFF_FFFF) + millis;
            tags.put(at + 4, (byte) (stamp >> 16)).putShort(at + 5, (short) stamp);
        }
        return tags.array();
    }

    /// Begins to publish over HTTP-FLV.
    public Upload post(String pathAndQuery) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
        socket.getOutputStream()
                .write(("POST " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new Upload(socket);
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
