package io.rostrum.server.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A server whose callbacks go to an application on loopback that refuses what the test says.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class CallbackWireTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");
    private static final String SIDECAR = """
            {"stream":"cam","container":"mp4","state":"finished","startedAt":"2026-11-21T12:00:00Z","durationMillis":1001,
            "bytes":1}
            """;

    @TempDir
    private Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private HttpServer application;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", this::answer);
        application.start();
        String url = "http://127.0.0.1:" + application.getAddress().getPort() + "/";
        Path recordings = Files.createDirectories(directory.resolve("recordings"));
        Files.write(recordings.resolve("one.mp4"), ForeignBytes.of("avc-aac-fragmented.mp4"));
        Files.writeString(recordings.resolve("one.json"), SIDECAR);
        server = RunningServer.start(
                directory,
                Map.of(
                        "callbacks.on_publish", url,
                        "callbacks.on_unpublish", url,
                        "callbacks.on_play", url,
                        "callbacks.on_stop", url));
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonObject said = JsonParser.parseString(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        String line = said.get("action").getAsString() + " "
                + said.get("stream").getAsString() + " " + said.get("param").getAsString();
        told.add(line.strip());
        byte[] body =
                (refused.contains(said.get("action").getAsString()) ? "1" : "0").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.close();
        application.stop(0);
    }

    private void awaitTold(String line) {
        await().atMost(RunningServer.PATIENCE).until(() -> told.contains(line));
    }

    private int get(String path) throws Exception {
        return server.send("GET", path, "").statusCode();
    }

    @Test
    void aPublisherIsAskedForAndItsEndIsTold() throws Exception {
        try (Upload upload = server.post("/live/cam.flv?token=abc&key=cam")) {
            upload.write(FLV);
            awaitTold("on_publish cam ?token=abc");
            upload.end();
            assertThat(upload.answer().get().statusCode()).isEqualTo(200);
            awaitTold("on_unpublish cam ?token=abc");
        }
        refused.add("on_publish");
        try (Upload upload = server.post("/live/cam.flv")) {
            assertThat(upload.answer().get().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aViewerIsAskedForOnceAndAConnectionEachTime() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            await().atMost(RunningServer.PATIENCE).until(() -> get("/api/v1/streams/cam") == 200);
            try (InputStream in = server.url("/live/cam.flv?who=me").toURL().openStream()) {
                assertThat(in.read()).isEqualTo('F');
                awaitTold("on_play cam ?who=me");
            }
            awaitTold("on_stop cam ?who=me");

            refused.add("on_play");
            assertThat(get("/live/cam.flv")).isEqualTo(403);
            assertThat(get("/live/cam/index.m3u8")).isEqualTo(403);
            assertThat(get("/live/cam/0/media.m3u8")).isEqualTo(403);
            assertThat(told.stream().filter(line -> line.startsWith("on_play"))).hasSize(3);
        }
    }

    @Test
    void aDeviceIsNoViewerInTheChatOfItsStream() throws Exception {
        refused.add("on_play");

        assertThat(get("/live/cam/chat")).isEqualTo(403);
        assertThat(told).containsExactly("on_play cam");
        assertThat(server.send("GET", "/live/cam/chat", "", "Authorization", "Bearer rdt_of-no-device")
                        .statusCode())
                .as("the chat answers itself")
                .isEqualTo(426);
        assertThat(server.send("GET", "/live/cam/index.m3u8", "", "Authorization", "Bearer rdt_of-no-device")
                        .statusCode())
                .isEqualTo(403);
        assertThat(told).containsExactly("on_play cam");
    }

    @Test
    void whoMayNotPlayAStreamGetsNoneOfItsRecordings() throws Exception {
        refused.add("on_play");

        for (String path : List.of("/vod/one.mp4", "/vod/one.flv", "/vod/one/index.m3u8")) {
            assertThat(get(path)).as(path).isEqualTo(403);
        }
        assertThat(told).containsExactly("on_play cam"); // once for all of them
        assertThat(get("/vod/one")).isEqualTo(200);
        assertThat(get("/vod/two.mp4")).isEqualTo(404);
    }
}
