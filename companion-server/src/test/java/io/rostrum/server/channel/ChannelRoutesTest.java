package io.rostrum.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Channels, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class ChannelRoutesTest {
    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> ask(String method, String path, String json, String... more) throws Exception {
        List<String> fields = new ArrayList<>(
                List.of("Content-Type", "application/json", "Authorization", "Bearer " + server.token()));
        fields.addAll(Arrays.asList(more));
        return server.send(method, path, json, fields.toArray(String[]::new));
    }

    private static HttpResponse<String> get(String path, String... fields) throws Exception {
        return server.send("GET", path, "", fields);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static List<String> listed(String path, String list, String name) throws Exception {
        return json(get(path)).getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(one -> one.get(name).getAsString())
                .toList();
    }

    @Test
    void whoReplacesAChannelSaysWhichOneWasRead() throws Exception {
        String path = "/api/v1/channels/etags";
        assertThat(get(path).statusCode()).isEqualTo(404);
        HttpResponse<String> made = ask("PUT", path, "{\"title\":\"One\"}", "If-None-Match", "*");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tag(get(path))).isEqualTo(tag(made));
        assertThat(get(path, "If-None-Match", tag(made)).statusCode()).isEqualTo(304);

        HttpResponse<String> changed = ask("PUT", path, "{\"title\":\"Two\"}", "If-Match", tag(made));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(tag(made));
        assertThat(ask("PUT", path, "{\"title\":\"Late\"}", "If-Match", tag(made))
                        .statusCode())
                .isEqualTo(412);
        assertThat(ask("PUT", path, "{\"title\":\"Blind\"}").statusCode()).isEqualTo(428);
        assertThat(ask("PUT", path, "{}", "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(ask("PUT", path, "{}", "If-Match", "W/\"1\"").statusCode()).isEqualTo(400);
        assertThat(json(get(path)).get("title").getAsString()).isEqualTo("Two");
        assertThat(ask("DELETE", path, "", "If-Match", tag(made)).statusCode()).isEqualTo(412);
        assertThat(ask("DELETE", path, "", "If-Match", tag(changed)).statusCode())
                .isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        String path = "/api/v1/channels/wrong";
        HttpResponse<String> refused = ask("PATCH", path, "{\"title\":\"" + "x".repeat(200) + "\",\"accent\":\"red\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("""
                        title: 200 letters (expected: at most 120).
                        accent: no colour (expected: #rrggbb, or nothing).
                        """);
        assertThat(ask("PATCH", path, "{\"title\":{}}").statusCode()).isEqualTo(400);
        assertThat(ask("PATCH", path, "nothing of JSON").statusCode()).isEqualTo(400);
        assertThat(ask("PATCH", path, "").statusCode()).isEqualTo(400);
        assertThat(server.send(
                                "PATCH",
                                path,
                                "{}",
                                "Content-Type",
                                "text/plain",
                                "Authorization",
                                "Bearer " + server.token())
                        .statusCode())
                .isEqualTo(415);
        assertThat(ask("PATCH", "/api/v1/channels/a%20b", "{}").statusCode()).isEqualTo(404);
        assertThat(server.send("PATCH", path, "{}", "Content-Type", "application/json")
                        .statusCode())
                .as("nobody in particular")
                .isEqualTo(401);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    private static String device(String stream) throws Exception {
        String code = json(ask("POST", "/api/v1/devices/codes", "{\"stream\":\"" + stream + "\"}"))
                .get("code")
                .getAsString();
        String pairing = "{\"code\":\"" + code + "\",\"name\":\"Studio\"}";
        return json(ask("POST", "/api/v1/pair", pairing)).get("token").getAsString();
    }

    @Test
    void aDeviceSaysWhatItsOwnStreamIsAboutAndNothingElse() throws Exception {
        String token = device("lesson");
        String path = "/api/v1/channels/lesson";
        String[] fields = {"Content-Type", "application/json", "Authorization", "Bearer " + token};
        HttpResponse<String> made = server.send("PATCH", path, "{\"title\":\"Maths\",\"tags\":[\"9b\"]}", fields);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        try (Page page = new Page("lesson")) {
            page.next();
            json(server.send(
                    "PATCH",
                    path,
                    "{\"description\":\"Fractions\",\"links\":[{\"label\":\"Book\",\"url\":\"https://example.org/\"}]}",
                    fields));
            page.awaitWhere(event -> event.getAsJsonObject("channel")
                    .get("description")
                    .getAsString()
                    .equals("Fractions"));
        }
        assertThat(json(get(path)).get("title").getAsString()).isEqualTo("Maths");
        for (String beyond :
                List.of("{\"visibility\":\"unlisted\"}", "{\"accent\":\"#ff0000\"}", "{\"owner\":\"somebody\"}")) {
            assertThat(server.send("PATCH", path, beyond, fields).statusCode())
                    .as(beyond)
                    .isEqualTo(403);
        }
        assertThat(server.send("PATCH", path, "{\"title\":\"" + "x".repeat(121) + "\"}", fields)
                        .body())
                .isEqualTo("title: 121 letters (expected: at most 120).\n");
        for (String[] other : new String[][] {
            {"PUT", path},
            {"DELETE", path},
            {"PATCH", "/api/v1/channels/other"},
            {"DELETE", path + "/picture"},
            {"PATCH", path + "/access"},
            {"POST", path + "/shows"}
        }) {
            assertThat(server.send(other[0], other[1], "{}", fields).statusCode())
                    .as(String.join(" ", other))
                    .isEqualTo(403);
        }
    }

    @Test
    void whatIsLeftEmptyIsNotWrong() throws Exception {
        String empty = """
                {"title":"Plain","description":"","tags":[""],"links":[],"language":"","accent":""}""";
        JsonObject made = json(ask("PUT", "/api/v1/channels/plain", empty));
        assertThat(made.get("language").getAsString()).isEmpty();
    }

    @Test
    void unlistedChannelsAreInNoList() throws Exception {
        json(ask("PUT", "/api/v1/channels/open", "{\"title\":\"Open\"}"));
        json(ask("PUT", "/api/v1/channels/hidden", "{\"title\":\"Hidden\",\"visibility\":\"unlisted\"}"));
        try (RunningServer.Upload open = publish("open");
                RunningServer.Upload hidden = publish("hidden")) {
            await().atMost(RunningServer.PATIENCE).until(() -> isLive("open") && isLive("hidden"));
            assertThat(open.answer()).isNotDone();
            assertThat(hidden.answer()).isNotDone();
            assertThat(listed("/api/v1/streams", "streams", "name"))
                    .contains("open")
                    .doesNotContain("hidden");
            assertThat(listed("/api/v1/channels", "channels", "stream"))
                    .startsWith("open") // the live ones first
                    .doesNotContain("hidden");
            HttpResponse<String> list = get("/api/v1/channels");
            assertThat(get("/api/v1/channels", "If-None-Match", tag(list)).statusCode())
                    .isEqualTo(304);

            json(ask("PATCH", "/api/v1/channels/hidden", "{\"visibility\":\"public\"}"));
            assertThat(listed("/api/v1/streams", "streams", "name")).contains("hidden");
            assertThat(get("/api/v1/channels", "If-None-Match", tag(list)).statusCode())
                    .isEqualTo(200);
        }
    }

    private static boolean isLive(String stream) throws Exception {
        return !listed("/api/v1/streams?name=" + stream, "streams", "name").isEmpty();
    }

    /// Publishes the head of a file and a tag of nothing.
    private static RunningServer.Upload publish(String stream) throws IOException {
        RunningServer.Upload upload = server.post("/live/" + stream + ".flv");
        upload.write(new byte[] {'F', 'L', 'V', 1, 1, 0, 0, 0, 9, 0, 0, 0, 0});
        // script data: onMetaData with nothing in it
        byte[] metadata = {
            18, 0, 0, 18, 0, 0, 0, 0, 0, 0, 0, 2, 0, 10, 'o', 'n', 'M', 'e', 't', 'a', 'D', 'a', 't', 'a', 3, 0, 0, 9,
            1, 0, 0, 0, 29
        };
        upload.write(metadata);
        return upload;
    }

    @Test
    void picturesAreLookedAtKeptAndServedAsNothingElse() throws Exception {
        String path = "/api/v1/channels/pictured";
        HttpResponse<String> made = ask("PUT", path, "{}");
        byte[] png = PictureHeaderTest.picture("png", 320, 180);
        assertThat(upload(path + "-not", png, "image/png").statusCode()).isEqualTo(404);
        assertThat(upload(path, png, "application/octet-stream").statusCode()).isEqualTo(415);
        assertThat(upload(path, "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8), "image/svg+xml"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
                .satisfies(refused -> assertThat(refused.body())
                        .isEqualTo("picture: not known (expected: a PNG, JPEG or WebP file).\n"));
        assertThat(upload(path, PictureHeaderTest.picture("png", 8, 4_097), "image/png")
                        .body())
                .isEqualTo("picture: 8 × 4097 pixels (expected: 16 to 4096 each way).\n");
        assertThat(upload(path, Arrays.copyOf(png, 1_000_001), "image/png").body())
                .isEqualTo("picture: 1000001 bytes (expected: at most 1000000).\n");
        assertThat(files()).isEmpty();

        HttpResponse<String> first = upload(path, png, "image/jpeg"); // what it says of itself counts for nothing
        String picture = json(first).get("picture").getAsString();
        assertThat(picture).endsWith(".png");
        HttpResponse<String> shown = get(picture);
        assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(shown.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(upload(path, png, "image/png", "If-Match", tag(made)).statusCode())
                .isEqualTo(412);
        assertThat(files()).hasSize(1);

        String second = json(upload(path, PictureHeaderTest.picture("jpg", 64, 64), "image/jpeg"))
                .get("picture")
                .getAsString();
        assertThat(get(picture).statusCode()).as("the one before").isEqualTo(404);
        assertThat(get("/pictures/..%2frostrum.db").statusCode()).isIn(400, 404);
        assertThat(get("/pictures/rostrum.db").statusCode()).isEqualTo(404);
        assertThat(files()).containsExactly(second.substring("/pictures/".length()));

        assertThat(json(ask("DELETE", path + "/picture", "")).has("picture")).isFalse();
        assertThat(files()).isEmpty();
        json(upload(path, png, "image/png"));
        assertThat(ask("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(files()).isEmpty();
    }

    private static HttpResponse<String> upload(String channel, byte[] file, String type, String... more)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.url(channel + "/picture"))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
                    .headers("Content-Type", type, "Authorization", "Bearer " + server.token());
            if (more.length > 0) {
                request.headers(more);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static List<String> files() throws IOException {
        Path folder = directory.resolve("pictures");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /// Events as a browser gets them.
    private static final class Page implements AutoCloseable {
        private final Socket socket;
        private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();

        Page(String stream) throws IOException {
            socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.url("/").getPort());
            socket.getOutputStream()
                    .write(("GET /api/v1/channels/" + stream + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> line.startsWith("data: "))
                        .forEach(line -> events.add(JsonParser.parseString(line.substring("data: ".length()))
                                .getAsJsonObject()));
            } catch (IOException | UncheckedIOException e) {
                // closed by the test
            }
        }

        JsonObject next() throws InterruptedException {
            JsonObject event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("an event in time").isNotNull();
            return event;
        }

        /// Passes over events until one is as wanted.
        void awaitWhere(Predicate<JsonObject> wanted) throws InterruptedException {
            while (!wanted.test(next())) {
                // the next one may be
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void openPagesAreToldOfChangesAndOfGoingLive() throws Exception {
        try (Page page = new Page("told");
                Page other = new Page("not-told")) {
            JsonObject now = page.next();
            assertThat(now.get("live").getAsBoolean()).isFalse();
            assertThat(now.getAsJsonObject("channel").get("title").getAsString())
                    .isEmpty();
            other.next();

            json(ask("PUT", "/api/v1/channels/told", "{\"title\":\"A B\"}", "If-None-Match", "*"));
            assertThat(page.next().getAsJsonObject("channel").get("title").getAsString())
                    .isEqualTo("A B");
            json(ask("PATCH", "/api/v1/channels/told", "{\"description\":\"**so**\\n\\nthere\"}"));
            assertThat(page.next()
                            .getAsJsonObject("channel")
                            .getAsJsonArray("about")
                            .toString())
                    .isEqualTo("[{\"tag\":\"p\",\"children\":[{\"tag\":\"strong\",\"children\":[\"so\"]}]},"
                            + "{\"tag\":\"p\",\"children\":[\"there\"]}]");

            try (RunningServer.Upload upload = publish("told")) {
                assertThat(page.next().get("live").getAsBoolean()).isTrue();
                assertThat(page.next().has("lastLive")).isTrue();
                upload.end();
                page.awaitWhere(event -> !event.get("live").getAsBoolean());
            }
            assertThat(ask("DELETE", "/api/v1/channels/told", "").statusCode()).isEqualTo(204);
            page.awaitWhere(event ->
                    event.getAsJsonObject("channel").get("title").getAsString().isEmpty());
            assertThat(other.events).isEmpty();
        }
    }

    @Test
    void whoMayChangeWhichIsSaid() throws Exception {
        json(ask("PUT", "/api/v1/channels/listed-for-me", "{\"title\":\"Mine\"}"));
        JsonObject own = json(ask("GET", "/api/v1/account/channels", ""));

        assertThat(own.get("mayAssign").getAsBoolean()).isTrue();
        assertThat(own.getAsJsonArray("channels").toString()).contains("\"listed-for-me\"", "\"Mine\"");
        assertThat(get("/api/v1/account/channels").statusCode()).isEqualTo(401);
        assertThat(json(ask("POST", "/api/v1/markdown", "{\"text\":\"*x*\"}"))
                        .get("about")
                        .toString())
                .isEqualTo("[{\"tag\":\"p\",\"children\":[{\"tag\":\"em\",\"children\":[\"x\"]}]}]");
    }
}
