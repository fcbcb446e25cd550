package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Pairing devices and stream keys by the API, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class PairingTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(directory, Map.of("open_ingest", "false"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> ask(String method, String path, String json, String token) throws Exception {
        return token.isEmpty()
                ? server.send(method, path, json, "Content-Type", "application/json")
                : server.send(
                        method, path, json, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> operate(String method, String path, String json) throws Exception {
        return ask(method, path, json, server.token());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String code(String stream) throws Exception {
        JsonObject made = json(operate(
                "POST",
                "/api/v1/devices/codes",
                "{\"stream\":\"" + stream + "\",\"address\":\"https://school.example/tv/\"}"));
        assertThat(made.get("link").getAsString())
                .isEqualTo("https://school.example/tv/#pair=" + made.get("code").getAsString());
        assertThat(made.get("qr").getAsString()).startsWith("data:image/svg+xml;base64,");
        return made.get("code").getAsString();
    }

    private static HttpResponse<String> pair(String code, String name) throws Exception {
        return ask(
                "POST",
                "/api/v1/pair",
                "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"program\":\"Rostrum 1.2\"}",
                "");
    }

    private static JsonObject device(String id) throws Exception {
        for (JsonElement device : json(operate("GET", "/api/v1/devices", "")).getAsJsonArray("devices")) {
            if (device.getAsJsonObject().get("id").getAsString().equals(id)) {
                return device.getAsJsonObject();
            }
        }
        throw new AssertionError("no such device: " + id);
    }

    private static RunningServer.Upload publishes(String stream, String key) throws Exception {
        RunningServer.Upload upload = server.post("/live/" + stream + ".flv?key=" + key);
        upload.write(FLV);
        return upload;
    }

    private static RunningServer.Answer end(RunningServer.Upload upload) throws Exception {
        return upload.answer().get(RunningServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> publishing() throws Exception {
        return Stream.of(operate("GET", "/api/v1/keys", ""))
                .flatMap(answer -> json(answer).getAsJsonArray("keys").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .filter(key -> key.get("publishing").getAsBoolean())
                .map(key -> key.get("stream").getAsString())
                .toList();
    }

    @Test
    void aDeviceIsPairedOncePublishesItsStreamAndEndsWhenItIsRevoked() throws Exception {
        String code = code("lesson");
        assertThat(code).matches("[A-HJKMNP-TV-Z2-9]{4}-[A-HJKMNP-TV-Z2-9]{4}");
        assertThat(pair(code, " ").statusCode())
                .as("a name is wanted, and the code stays good")
                .isEqualTo(400);
        JsonObject paired = json(pair(code.toLowerCase(Locale.ROOT).replace("-", " "), "Studio <3>"));
        assertThat(pair(code, "Another").statusCode()).as("once").isEqualTo(403);
        String id = paired.get("id").getAsString();
        String token = paired.get("token").getAsString();
        String key = paired.get("key").getAsString();
        assertThat(device(id).get("name").getAsString()).isEqualTo("Studio <3>");
        assertThat(device(id).get("program").getAsString()).isEqualTo("Rostrum 1.2");

        assertThat(json(ask("GET", "/api/v1/device", "", token)).get("stream").getAsString())
                .isEqualTo("lesson");
        assertThat(ask("GET", "/api/v1/operator/streams/lesson/viewers", "", token)
                        .body())
                .as("its own stream")
                .doesNotContain("This is for");
        for (String path : List.of(
                "/api/v1/operator/streams/other/viewers",
                "/api/v1/operator/streams",
                "/api/v1/keys",
                "/api/v1/devices",
                "/api/v1/users",
                "/api/v1/account")) {
            assertThat(ask("GET", path, "", token).statusCode()).as(path).isEqualTo(403);
        }

        try (RunningServer.Upload upload = publishes("lesson", key)) {
            await().atMost(RunningServer.PATIENCE).until(() -> publishing().contains("lesson"));
            assertThat(device(id).get("publishing").getAsBoolean()).isTrue();
            assertThat(operate("DELETE", "/api/v1/devices/" + id, "").statusCode())
                    .isEqualTo(204);
            assertThat(end(upload).statusCode()).isEqualTo(403);
        }
        assertThat(publishing()).doesNotContain("lesson");
        assertThat(ask("GET", "/api/v1/device", "", token).statusCode()).isEqualTo(401);
        assertThat(ask("GET", "/api/v1/operator/streams/lesson/viewers", "", token)
                        .statusCode())
                .isEqualTo(401);
        try (RunningServer.Upload again = server.post("/live/lesson.flv?key=" + key)) {
            assertThat(end(again).statusCode()).as("it cannot return").isEqualTo(403);
        }
        assertThat(operate("DELETE", "/api/v1/devices/" + id, "").statusCode()).isEqualTo(404);
        for (String name : List.of("rostrum.db", "rostrum.db-wal", "stream-keys")) {
            assertThat(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1))
                    .doesNotContain(token, key, code, code.replace("-", ""));
        }
    }

    @Test
    void aDeviceLeavesByItself() throws Exception {
        String token = json(pair(code("gym"), "Camera")).get("token").getAsString();
        assertThat(ask("DELETE", "/api/v1/device", "", token).statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/v1/device", "", token).statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyIsMadeRotatedWhileItPublishesAndRevoked() throws Exception {
        JsonObject made = json(operate(
                "POST",
                "/api/v1/keys",
                "{\"stream\":\"hall\",\"label\":\"room 3\",\"networks\":[\"127.0.0.0/8\",\"::1\"]}"));
        String key = made.get("key").getAsString();
        assertThat(operate("GET", "/api/v1/keys", "").body()).doesNotContain(key);
        try (RunningServer.Upload upload = publishes("hall", key)) {
            await().atMost(RunningServer.PATIENCE).until(() -> publishing().contains("hall"));
            JsonObject fresh = json(operate(
                    "POST", "/api/v1/keys/" + made.get("id").getAsString() + "/rotation", "{\"keepPublishing\":true}"));
            assertThat(fresh.get("label").getAsString()).isEqualTo("room 3");
            assertThat(publishing()).contains("hall");
            try (RunningServer.Upload other = server.post("/live/hall.flv?key=" + key)) {
                assertThat(end(other).body()).contains("A newer stream key has taken the place of this one");
            }
            String old = made.get("id").getAsString();
            assertThat(operate("DELETE", "/api/v1/keys/" + old, "").statusCode())
                    .isEqualTo(204);
            assertThat(end(upload).statusCode()).isEqualTo(403);
        }
        for (String bad : List.of(
                "{\"stream\":\"a/b\"}",
                "{\"stream\":\"a\",\"networks\":[\"localhost\"]}",
                "{\"stream\":\"a\",\"until\":\"tomorrow\"}",
                "{\"stream\":\"a\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"stream\":\"a\",\"label\":\"a\\tb\"}")) {
            assertThat(operate("POST", "/api/v1/keys", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void codesExpireAndAllEndWhereSomebodyGuesses() {
        Instant[] now = {Instant.parse("2026-11-22T12:00:00Z")};
        Clock clock = ((InstantSource) () -> now[0]).withZone(ZoneOffset.UTC);
        PairingCodes codes = new PairingCodes(clock);
        Secret old = codes.make(new StreamName("cam"), "Ada").orElseThrow();
        now[0] = now[0].plus(PairingCodes.GOOD_FOR);
        assertThat(codes.take(old)).isInstanceOf(PairingCodes.Taken.Expired.class);
        now[0] = now[0].plus(Duration.ofHours(2));

        Secret fresh = codes.make(new StreamName("cam"), "Ada").orElseThrow();
        assertThat(codes.take(old)).as("forgotten").isInstanceOf(PairingCodes.Taken.Wrong.class);
        for (int i = 1; i < PairingCodes.MOST_WRONG; i++) {
            codes.take(new Secret("guess" + i));
        }
        assertThat(codes.take(fresh)).isInstanceOf(PairingCodes.Taken.Wrong.class);
        for (int i = 0; i < PairingCodes.MOST_OPEN; i++) {
            assertThat(codes.make(new StreamName("cam"), "Ada")).isPresent();
        }
        assertThat(codes.make(new StreamName("cam"), "Ada")).isEmpty();
    }

    @Test
    void guessesOfCodesAreSlowedDown(@TempDir Path other) throws Exception {
        try (RunningServer guessed = RunningServer.start(other, Map.of())) {
            int status = 0;
            for (int i = 0; i < 10 && status != 429; i++) {
                String guess = "{\"code\":\"AAAA-AAA" + i + "\",\"name\":\"x\"}";
                status = guessed.send("POST", "/api/v1/pair", guess, "Content-Type", "application/json")
                        .statusCode();
                assertThat(status).isIn(403, 429);
            }
            assertThat(status).isEqualTo(429);
        }
    }
}
