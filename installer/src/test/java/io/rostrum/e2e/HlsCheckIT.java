package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Rostrum;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `rostrum hlscheck` finds nothing wrong with our low-latency HLS, and what is wrong with that of others.
@Tag("peer")
class HlsCheckIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SOURCE = "-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi"
            + " -i sine=frequency=1000:sample_rate=48000 -t 90 -c:v libx264 -preset ultrafast -bf 2 -g 30 -pix_fmt yuv420p -c:a aac";

    private static Child publish(String to) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-re"));
        command.addAll(List.of(SOURCE.split(" ", -1)));
        command.addAll(List.of("-f", "flv", to));
        return Child.start("publisher", command, Map.of());
    }

    private static TestServer server;
    private static NginxRtmp nginx;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("ROSTRUM_PLAYBACK_KEY_ROTATION", "5s"));
        nginx = NginxRtmp.start();
    }

    @AfterAll
    static void stop() {
        nginx.close();
        server.close();
    }

    private static Child hlscheck(String url) {
        return Rostrum.start(Map.of(), List.of("hlscheck", "--for", "8s", "--json", url));
    }

    /// {@return outcome of each rule}
    private static Map<String, String> outcomes(Child check, int expectedExit) throws Exception {
        assertThat(check.awaitExit(LIMIT)).as(check::tail).contains(expectedExit);
        Map<String, String> outcomes = new HashMap<>();
        JsonObject report =
                JsonParser.parseString(String.join("\n", check.lines())).getAsJsonObject();
        report.getAsJsonArray("rules").forEach(rule -> {
            JsonObject one = rule.getAsJsonObject();
            String found = one.getAsJsonArray("findings").toString();
            String outcome = one.get("outcome").getAsString();
            outcomes.put(one.get("rule").getAsString(), outcome.equals("fault") ? "fault " + found : outcome);
        });
        return outcomes;
    }

    private static void awaitPlaylist(String url, int segments) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await(url)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        var answer = client.send(
                                HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
                        return answer.statusCode() == 200
                                && answer.body()
                                                .lines()
                                                .filter(line -> !line.startsWith("#"))
                                                .count()
                                        >= segments;
                    });
        }
    }

    @Test
    void oursKeepsEveryRuleThatApplies() throws Exception {
        try (Child _ = publish(server.rtmp("ll"))) {
            awaitPlaylist(server.url("/live/ll/index.m3u8"), 1);

            try (Child check = hlscheck(server.url("/live/ll/index.m3u8"))) {
                Map<String, String> outcomes = outcomes(check, 0);

                assertThat(outcomes.values()).containsOnly("pass", "does not apply");
                assertThat(outcomes)
                        .containsEntry("blocking-reload", "pass")
                        .containsEntry("parts-make-segments", "pass")
                        .containsEntry("independent", "pass")
                        .containsEntry("preload-hint", "pass")
                        .containsEntry("delta-update", "pass")
                        .containsEntry("too-far-ahead", "pass")
                        .containsEntry("availability", "pass");
            }
        }
    }

    private static JsonObject order(String method, String path, String json) throws Exception {
        String token = Files.readString(server.data().resolve("operator-token")).strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/api/v1/channels/sealed" + path)))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        }
    }

    @Test
    void ffmpegAndHlsJsPlayOursWhileItsKeysChangeAndItKeepsTheRules() throws Exception {
        order("PATCH", "/access", "{\"watchers\":\"password\",\"password\":\"open sesame\",\"encrypted\":true}");
        JsonObject paths = order("POST", "/signed-urls", "{}").getAsJsonObject("paths");
        String index = server.url(paths.get("hls").getAsString());
        try (Child _ = publish(server.rtmp("sealed"))) {
            awaitPlaylist(index, 1);
            List<String> decode = List.of("ffmpeg", "-v", "error", "-i", index, "-t", "7", "-f", "framemd5", "-");
            try (Child check = hlscheck(index);
                    Child browser = Node.start(
                            "play-check.mjs",
                            "--url",
                            server.url(paths.get("embed").getAsString()),
                            "--mode",
                            "hls",
                            "--seconds",
                            "6",
                            "--settle",
                            "1");
                    Child ffmpeg = Child.start("ffmpeg", decode, Map.of())) {
                assertThat(outcomes(check, 0))
                        .containsEntry("key", "pass")
                        .containsEntry("key-file", "pass")
                        .containsEntry("decrypts", "pass")
                        .containsEntry("parts-make-segments", "pass");
                assertThat(ffmpeg.awaitExit(LIMIT)).as(ffmpeg::tail).contains(0);
                assertThat(ffmpeg.lines().stream().filter(line -> line.startsWith("0,")))
                        .as("pictures of 7 s")
                        .hasSizeGreaterThan(200);
                assertThat(Node.problems(Node.result(browser))).isEmpty();
            }
        }
        assertThat(server.get("/live/sealed/index.m3u8").statusCode()).isEqualTo(401);
    }

    @Test
    void whatNginxRtmpAndFfmpegMakeIsReadAndItsFaultsAreSaid() throws Exception {
        Path folder = Files.createDirectories(nginx.folder().resolve("muxer"));
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-re"));
        command.addAll(List.of(SOURCE.split(" ", -1)));
        command.addAll(List.of("-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments"));
        command.add(folder.resolve("live.m3u8").toString());
        try (Child _ = publish(nginx.hls("check"));
                Child _ = Child.start("ffmpeg's muxer", command, Map.of())) {
            awaitPlaylist(nginx.playlist("check"), 4);
            awaitPlaylist(nginx.http("muxer/live.m3u8"), 4);

            try (Child ofNginx = hlscheck(nginx.playlist("check"));
                    Child ofFfmpeg = hlscheck(nginx.http("muxer/live.m3u8"))) {
                Map<String, String> rtmpModule = outcomes(ofNginx, 1);
                Map<String, String> muxer = outcomes(ofFfmpeg, 1);

                assertThat(rtmpModule.get("caching")).startsWith("fault");
                assertThat(rtmpModule).containsEntry("parts-make-segments", "does not apply");
                assertThat(rtmpModule).containsEntry("blocking-reload", "does not apply");
                assertThat(rtmpModule).containsEntry("append-only", "pass");
                assertThat(muxer).containsEntry("syntax", "pass").containsEntry("target-duration", "pass");
                assertThat(muxer).containsEntry("append-only", "pass").containsEntry("media-sequence", "pass");
            }
        }
    }

    @Test
    void whatIsNoPlaylistIsSaidInASentence() throws Exception {
        try (Child child = Rostrum.start(Map.of(), List.of("hlscheck", server.url("/live/none/index.m3u8")))) {
            assertThat(child.awaitExit(LIMIT)).contains(1);
            assertThat(child.tail()).contains("answered 404").doesNotContain("Exception");
        }
        try (Child child = Rostrum.start(Map.of(), List.of("hlscheck", "rtmp://127.0.0.1/live/x"))) {
            assertThat(child.awaitExit(LIMIT)).contains(2);
        }
    }
}
