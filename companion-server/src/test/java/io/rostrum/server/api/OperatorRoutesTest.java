package io.rostrum.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Answer;
import io.rostrum.server.RunningServer.Upload;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakGuard.class)
@Timeout(120)
class OperatorRoutesTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private Path directory;

    @TempDir
    private Path otherDirectory;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(
                directory,
                Map.of(
                        "relay.forward",
                        "x rtmp://live.example/app/hidden-key off",
                        "callbacks.on_stop",
                        "http://hook.example:8081/told?hidden=yes",
                        "record.low_space",
                        "0"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String forward(RunningServer to, String name) {
        return "{\"streams\":\"cam*\",\"url\":\"rtmp://127.0.0.1:" + to.rtmpPort() + "/live/" + name + "\"}";
    }

    private void awaitLive(RunningServer where, String stream) {
        await().atMost(RunningServer.PATIENCE)
                .until(() -> where.send("GET", "/api/v1/streams/" + stream, "")
                        .body()
                        .contains("avc1."));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /streams",
        "DELETE, /streams/cam/publisher",
        "PUT, /streams/cam/flush",
        "GET, /streams/cam/viewers",
        "DELETE, /streams/cam/viewers/1",
        "GET, /forwards",
        "POST, /forwards",
        "PATCH, /forwards/config-1",
        "DELETE, /forwards/config-1",
        "POST, /forwards/config-1/retry",
        "PUT, /streams/cam/recording",
        "DELETE, /streams/cam/recording",
        "GET, /recordings",
        "DELETE, /recordings/1",
        "GET, /log",
        "GET, /config"
    })
    void nothingIsDoneWithoutTheToken(String method, String path) throws Exception {
        for (String[] headers : List.of(
                new String[] {},
                new String[] {"Authorization", "Bearer rot_0000000000000000000000000000000000000000"},
                new String[] {"Authorization", "Basic " + server.token()},
                new String[] {"Authorization", "Bearer"})) {
            HttpResponse<String> answer = server.send(method, "/api/v1/operator" + path, "{}", headers);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).startsWith("This needs the operator's token");
        }
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.send("GET", "/api/v1/operator/streams", "", "Authorization", "Bearer wrong" + i);
        }

        assertThat(server.send("GET", "/api/v1/operator/streams", "", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void theTokenIsForTheOwnerAndStays() throws Exception {
        String token = server.token();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("operator-token"))))
                .isEqualTo("rw-------");
        server.close();
        server = RunningServer.start(directory, Map.of());

        assertThat(server.token()).isEqualTo(token).hasSizeGreaterThan(32);
        assertThat(server.operate("GET", "/streams", "").statusCode()).isEqualTo(200);
    }

    @Test
    void theConfigurationShowsNoSecret() throws Exception {
        String shown = server.operate("GET", "/config", "").body();

        assertThat(shown)
                .contains("\"pullIdleMillis\":10000", "\"STOP\":\"http://hook.example:8081/told\"")
                .doesNotContain("hidden", server.token());
    }

    @Test
    void anOperatorSetsTheFlushAndEndsAPublisherAndAViewer() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            awaitLive(server, "cam");
            assertThat(server.operate("PUT", "/streams/cam/flush", "{\"profile\":\"normal\"}")
                            .statusCode())
                    .isEqualTo(204);
            server.awaitAnswer("/streams", answer -> answer.contains("\"flush\":\"normal\""));
            assertThat(server.operate("PUT", "/streams/cam/flush", "{\"profile\":\"fast\"}")
                            .statusCode())
                    .isEqualTo(400);
            URI flv = server.url("/live/cam.flv");
            try (InputStream in = flv.toURL().openStream()) {
                assertThat(in.read()).isEqualTo('F');
                JsonObject viewer = server.operate("/streams/cam/viewers")
                        .getAsJsonObject()
                        .getAsJsonArray("viewers")
                        .get(0)
                        .getAsJsonObject();
                assertThat(viewer.get("protocol").getAsString()).isEqualTo("flv");

                String path = "/streams/cam/viewers/" + viewer.get("id").getAsString();
                assertThat(server.operate("DELETE", path, "").statusCode()).isEqualTo(204);

                in.readAllBytes(); // returns: the connection is closed
                server.awaitAnswer("/streams/cam/viewers", answer -> answer.contains("\"viewers\":[]"));
                assertThat(server.operate("DELETE", path, "").statusCode()).isEqualTo(404);
            }
            assertThat(server.operate("DELETE", "/streams/cam/publisher", "").statusCode())
                    .isEqualTo(204);
            Answer told = upload.answer().get();
            assertThat(told.statusCode()).isEqualTo(403);
            assertThat(told.body()).isEqualTo("The operator has ended this.\n");
            List<String> noted = noted();
            assertThat(noted.getFirst()).isEqualTo("operator from 127.0.0.1: publisher ended, cam");
            assertThat(noted.get(1)).startsWith("operator from 127.0.0.1: viewer ended, cam: 127.0.0.1:");
            assertThat(noted.subList(2, noted.size()))
                    .containsExactly("operator from 127.0.0.1: flush profile, cam: normal");
        }
    }

    /// {@return what the audit log has, the newest first}
    private List<String> noted() throws Exception {
        String log = server.send("GET", "/api/v1/audit", "", "Authorization", "Bearer " + server.token())
                .body();
        return JsonParser.parseString(log).getAsJsonObject().getAsJsonArray("entries").asList().stream()
                .map(entry -> entry.getAsJsonObject())
                .map(entry -> entry.get("actor").getAsString() + " from "
                        + entry.get("address").getAsString() + ": "
                        + entry.get("action").getAsString() + ", "
                        + entry.get("subject").getAsString())
                .toList();
    }

    @Test
    void aPlayerOfHlsIsListedAndOnceItIsKickedGetsNothingMoreOfTheStream() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            upload.write(RunningServer.later(FLV, 1_001));
            upload.write(RunningServer.later(FLV, 2_002));
            String index = "/live/cam/index.m3u8";
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> server.send("GET", index, "").statusCode() == 200);
            String media = "/live/cam/"
                    + server.send("GET", index, "")
                            .body()
                            .lines()
                            .filter(line -> line.endsWith("media.m3u8"))
                            .findFirst()
                            .orElseThrow();
            assertThat(server.send("GET", media, "").statusCode()).isEqualTo(200);
            assertThat(server.send("GET", media, "", "User-Agent", "another").statusCode())
                    .isEqualTo(200);
            JsonArray viewers =
                    server.operate("/streams/cam/viewers").getAsJsonObject().getAsJsonArray("viewers");
            assertThat(viewers).hasSize(2);
            JsonObject player = viewers.get(0).getAsJsonObject();
            assertThat(player.get("protocol").getAsString()).isEqualTo("hls");

            String path = "/streams/cam/viewers/" + player.get("id").getAsString();
            assertThat(server.operate("DELETE", path, "").statusCode()).isEqualTo(204);

            for (String refused : List.of(index, media, "/live/cam/manifest.mpd", "/live/cam.flv")) {
                HttpResponse<String> answer = server.send("GET", refused, "");
                assertThat(answer.statusCode()).as(refused).isEqualTo(403);
                assertThat(answer.body()).isEqualTo("The operator has ended this.\n");
            }
            assertThat(server.send("GET", media, "", "User-Agent", "another").statusCode())
                    .isEqualTo(200);
            assertThat(server.operate("/streams/cam/viewers").getAsJsonObject().getAsJsonArray("viewers"))
                    .hasSize(1);
            assertThat(server.operate("DELETE", path, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aStreamGoesOnToAnotherServerAndItsStateIsTrue() throws Exception {
        try (RunningServer other = RunningServer.start(otherDirectory, Map.of());
                Upload upload = server.post("/live/cam1.flv")) {
            upload.write(FLV);
            awaitLive(server, "cam1");
            HttpResponse<String> added = server.operate("POST", "/forwards", forward(other, "mirror"));
            assertThat(added.statusCode()).isEqualTo(201);
            assertThat(added.body()).contains("/live/***").doesNotContain("mirror");
            String forward = "/" + added.headers().firstValue("Location").orElseThrow();

            awaitLive(other, "mirror");
            server.awaitAnswer("/forwards", answer -> answer.contains("\"stream\":\"cam1\",\"state\":\"live\""));
            assertThat(other.operate("GET", "/streams", "").body()).contains("mp4a.40.2");

            assertThat(server.operate("PATCH", forward, "{\"enabled\":false}").body())
                    .contains("\"enabled\":false");
            other.awaitAnswer("/streams", answer -> answer.contains("\"streams\":[]"));

            assertThat(server.operate("DELETE", forward, "").statusCode()).isEqualTo(204);
            assertThat(server.operate("GET", "/forwards", "").body()).doesNotContain("cam*");
            String shown = "cam* to rtmp://127.0.0.1:" + other.rtmpPort() + "/live/***";
            assertThat(noted())
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .containsExactly(
                            "forward removed, " + shown, "forward switched off, " + shown, "forward made, " + shown);
        }
    }

    @Test
    void aRefusedForwardSaysWhyAndIsTriedAgainWhenAsked() throws Exception {
        try (RunningServer other = RunningServer.start(otherDirectory, Map.of("live.silent_after", "1m"));
                Upload there = other.post("/live/taken.flv");
                Upload upload = server.post("/live/cam1.flv")) {
            there.write(FLV);
            upload.write(FLV);
            awaitLive(other, "taken");
            String forward = "/"
                    + server.operate("POST", "/forwards", forward(other, "taken"))
                            .headers()
                            .firstValue("Location")
                            .orElseThrow();
            server.awaitAnswer(
                    "/forwards",
                    answer -> answer.contains("\"state\":\"failed\"")
                            && answer.contains("This stream is being published already"));

            there.end();
            other.awaitAnswer("/streams", answer -> answer.contains("\"streams\":[]"));
            assertThat(server.operate("POST", forward + "/retry", "").statusCode())
                    .isEqualTo(200);

            server.awaitAnswer("/forwards", answer -> answer.contains("\"state\":\"live\""));
        }
    }

    @Test
    void aForwardToThisServerItselfIsRefusedWhereverItStands() throws Exception {
        int port = server.rtmpPort();
        HttpResponse<String> answer = server.operate("POST", "/forwards", forward(server, "mirror"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "url: 127.0.0.1:" + port + " leads back to this server itself (expected: another server).\n");
        assertThat(server.operate("GET", "/forwards", "").body()).doesNotContain("cam*");

        server.close();
        server = RunningServer.start(
                directory,
                Map.of(
                        "rtmp.port",
                        Integer.toString(port),
                        "relay.forward",
                        "cam rtmp://127.0.0.1:" + port + "/live/cam-again"));
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            server.awaitAnswer(
                    "/forwards",
                    said -> said.contains("\"state\":\"failed\"") && said.contains("leads back to this server itself"));
        }
    }

    @Test
    void theOperatorRecordsAStreamThatTheConfigurationDoesNotName() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            awaitLive(server, "cam");
            assertThat(server.operate("DELETE", "/streams/cam/recording", "").statusCode())
                    .isEqualTo(409);
            assertThat(server.operate("PUT", "/streams/cam/recording", "").statusCode())
                    .isEqualTo(204);
            assertThat(server.operate("PUT", "/streams/cam/recording", "").statusCode())
                    .isEqualTo(409);
            server.awaitAnswer("/streams", answer -> answer.contains("\"recorded\":true"));
            upload.write(RunningServer.later(FLV, 1_001));
            upload.write(RunningServer.later(FLV, 2_002));
            await().atMost(RunningServer.PATIENCE).until(() -> recording("recording") != null);
            String running = "/recordings/" + recording("recording");
            assertThat(server.operate("DELETE", running, "").statusCode()).isEqualTo(409);

            assertThat(server.operate("DELETE", "/streams/cam/recording", "").statusCode())
                    .isEqualTo(204);

            await().atMost(RunningServer.PATIENCE).until(() -> recording("finished") != null);
            assertThat(server.operate("GET", "/streams", "").body()).contains("\"recorded\":false");
            JsonObject stock = server.operate("/recordings").getAsJsonObject();
            JsonArray recordings = stock.getAsJsonArray("recordings");
            assertThat(recordings).hasSize(1);
            assertThat(stock.get("takenBytes").getAsLong())
                    .isPositive()
                    .isEqualTo(recordings.get(0).getAsJsonObject().get("bytes").getAsLong());
            assertThat(stock.get("freeBytes").getAsLong()).isPositive();
            assertThat(stock.get("quotaBytes").getAsLong()).isZero();
            assertThat(server.operate("DELETE", running, "").statusCode()).isEqualTo(204);
            assertThat(server.operate("DELETE", running, "").statusCode()).isEqualTo(404);
            assertThat(recording("finished")).isNull();
            assertThat(noted())
                    .map(line -> line.substring(line.indexOf(": ") + 2).replaceAll("deleted, .*", "deleted"))
                    .containsExactly("recording deleted", "recording ended, cam", "recording begun, cam");
        }
    }

    @Test
    void theNewestOfTheLogIsShownStacksWithTheirLineAndAcrossARollOver() throws Exception {
        assertThat(server.operate("GET", "/log", "").body()).isEqualTo("{\"entries\":[]}");
        Path log = Files.createDirectories(directory.resolve("log"));
        Files.writeString(log.resolve("server.1.log"), """
                2026-11-23T07:59:59.000+01:00 WARN  [record] before
                """);
        Files.writeString(log.resolve("server.log"), """
                2026-11-23T08:00:00.000+01:00 INFO  [server] ready
                2026-11-23T08:00:01.000+01:00 ERROR [server] a fault
                java.lang.IllegalStateException: of a test
                """);

        JsonArray all = server.operate("/log").getAsJsonObject().getAsJsonArray("entries");
        JsonArray bad = server.operate("/log?level=warn").getAsJsonObject().getAsJsonArray("entries");

        assertThat(all).hasSize(3);
        assertThat(all.get(0).getAsJsonObject().get("text").getAsString())
                .isEqualTo("[server] a fault\njava.lang.IllegalStateException: of a test");
        assertThat(all.get(1).getAsJsonObject().get("at").getAsString()).isEqualTo("2026-11-23T08:00:00.000+01:00");
        assertThat(bad)
                .extracting(entry -> entry.getAsJsonObject().get("level").getAsString())
                .containsExactly("error", "warn");
        assertThat(server.operate("GET", "/log?level=loud", "").statusCode()).isEqualTo(400);
    }

    @Test
    void ofALongLogOnlyTheEndIsShownFromTheBeginningOfALineOn() throws Exception {
        Path log = Files.createDirectories(directory.resolve("log"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            lines.append("2026-11-23T08:00:00.000+01:00 INFO  line ")
                    .append(i)
                    .append(" é".repeat(100))
                    .append('\n');
        }
        Files.writeString(log.resolve("server.log"), lines);

        JsonArray shown = server.operate("/log").getAsJsonObject().getAsJsonArray("entries");

        assertThat(shown).hasSize(500);
        assertThat(shown.get(0).getAsJsonObject().get("text").getAsString()).startsWith("line 1999 ");
        assertThat(shown.get(499).getAsJsonObject().get("text").getAsString()).startsWith("line 1500 ");
    }

    @Test
    void whatIsLeftOutOfTheNewestLogLeavesOutTheLogBeforeToo() throws Exception {
        Path log = Files.createDirectories(directory.resolve("log"));
        Files.writeString(log.resolve("server.1.log"), "2026-11-23T07:59:59.000+01:00 WARN  [record] before\n");
        String line = "2026-11-23T08:00:00.000+01:00 INFO  " + "é".repeat(1_000) + "\n";
        Files.writeString(log.resolve("server.log"), line.repeat(200));

        assertThat(server.operate("/log?level=warn").getAsJsonObject().getAsJsonArray("entries"))
                .isEmpty();
    }

    /// {@return the id of the only recording; null if it is not in that state}
    private @Nullable String recording(String state) throws Exception {
        String list = server.send("GET", "/api/v1/recordings", "").body();
        JsonArray recordings = JsonParser.parseString(list).getAsJsonObject().getAsJsonArray("recordings");
        if (recordings.isEmpty()) {
            return null;
        }
        JsonObject one = recordings.get(0).getAsJsonObject();
        return one.get("state").getAsString().equals(state) ? one.get("id").getAsString() : null;
    }

    @Test
    void whoNamesAForwardFindsItAgainUnderThatName() throws Exception {
        String named = "{\"id\":\"studio-7\",\"streams\":\"a\",\"url\":\"rtmp://live.example/app/key\"}";
        assertThat(server.operate("POST", "/forwards", named).body()).contains("\"id\":\"studio-7\"");

        assertThat(server.operate("POST", "/forwards", named).statusCode()).isEqualTo(409);
        assertThat(server.operate("DELETE", "/forwards/studio-7", "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void forwardsOutliveARestartAndThoseOfTheConfigurationStay() throws Exception {
        server.operate("POST", "/forwards", "{\"streams\":\"a\",\"url\":\"rtmp://127.0.0.1:9/app/key\",\"tries\":3}");
        server.close();
        server = RunningServer.start(directory, Map.of("relay.forward", "x rtmp://live.example/app/key off"));

        assertThat(server.operate("GET", "/forwards", "").body())
                .contains("\"id\":\"config-1\",\"streams\":\"x\"", "\"streams\":\"a\"", "\"tries\":3");
        assertThat(server.operate("DELETE", "/forwards/config-1", "").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"streams":"a"}                                             | A forward needs streams and url.
            {"streams":"a","url":"http://h/app/key"}                    | target address, scheme: http (expected: rtmp:// or rtmps://)
            {"streams":"a/b","url":"rtmp://h/app/key"}                  | streams: not a name
            {"streams":"a","url":"rtmp://h/app/key","tries":-1}         | tries: -1 (expected: 0 to 1000000)
            {"streams":"a","url":"rtmp://169.254.169.254/app/key"}      | url: 169.254.169.254 is link-local (expected: an address elsewhere
            {"id":"a b","streams":"a","url":"rtmp://h/app/key"}         | id: not one
            [                                                           | The body is not the JSON that this address takes
            """)
    void whatIsNoForwardIsRefusedInWords(String body, String words) throws Exception {
        HttpResponse<String> answer = server.operate("POST", "/forwards", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(words);
    }
}
