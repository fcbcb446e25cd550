package io.rostrum.server.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.RunningServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hundred viewers of a whole server, over sockets, and what is said of them.
@Timeout(60)
class ViewersTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148";
    private static final int OVER_HLS = 50;
    private static final int OVER_DASH = 10;
    private static final int OVER_FLV = 40;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private CompletableFuture<HttpResponse<String>> get(URI url, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", PHONE);
        if (session.endsWith("0")) {
            request.header("CMCD-Session", "sf=h,sid=\"" + session + "\",st=l")
                    .header("CMCD-Request", "bl=2000,mtp=9000");
        } else {
            request.header("X-Playback-Session-Id", session);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> hls(RunningServer server, int number) {
        URI index = server.url("/live/cam/index.m3u8");
        return get(index, "hls" + number).thenCompose(answer -> {
            String list = answer.body()
                    .lines()
                    .filter(line -> line.endsWith("media.m3u8"))
                    .findFirst()
                    .orElseThrow();
            return get(index.resolve(list), "hls" + number);
        });
    }

    private static JsonElement ask(RunningServer server, String path) throws Exception {
        HttpResponse<String> answer = server.send("GET", path, "", "Authorization", "Bearer " + server.token());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body());
    }

    private static JsonObject broadcast(RunningServer server) throws Exception {
        JsonArray all =
                ask(server, "/api/v1/broadcasts?stream=cam").getAsJsonObject().getAsJsonArray("broadcasts");
        return all.isEmpty() ? new JsonObject() : all.get(0).getAsJsonObject();
    }

    @Test
    void aHundredAreCountedAndTheReportIsARecountOfThem() throws Exception {
        List<InputStream> open = new ArrayList<>();
        try (RunningServer server = RunningServer.start(
                directory, Map.of("hls.segment", "1s", "http.max_connections_per_address", "300"))) {
            try (RunningServer.Upload upload = server.post("/live/cam.flv")) {
                for (int second = 0; second < 3; second++) {
                    upload.write(second == 0 ? FLV : RunningServer.later(FLV, 1_001 * second));
                }
                await().atMost(RunningServer.PATIENCE)
                        .until(() ->
                                server.send("GET", "/live/cam/index.m3u8", "").statusCode() == 200);
                List<CompletableFuture<?>> asked = new ArrayList<>();
                for (int i = 0; i < OVER_HLS; i++) {
                    asked.add(hls(server, i));
                }
                for (int i = 0; i < OVER_DASH; i++) {
                    asked.add(get(server.url("/live/cam/manifest.mpd"), "dash" + i));
                }
                for (int i = 0; i < OVER_FLV; i++) {
                    asked.add(client.sendAsync(
                                    HttpRequest.newBuilder(server.url("/live/cam.flv"))
                                            .header("User-Agent", "VLC/3.0.21 LibVLC/3.0.21")
                                            .build(),
                                    BodyHandlers.ofInputStream())
                            .thenAccept(answer -> {
                                synchronized (open) {
                                    open.add(answer.body());
                                }
                            }));
                }
                CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).join();
                Instant all = Instant.now();
                await().atMost(RunningServer.PATIENCE)
                        .until(() -> ask(server, "/api/v1/streams/cam")
                                        .getAsJsonObject()
                                        .toString()
                                        .contains("\"viewers\":100")
                                && Duration.between(all, Instant.now()).toMillis() > 1_100);
                assertThat(ask(server, "/api/v1/players/cam").toString())
                        .isEqualTo("{\"players\":6,\"withoutStalls\":1.0,\"stalls\":0,\"bufferMillis\":2000,"
                                + "\"throughputKbps\":9000,\"bitrateKbps\":-1}");
                JsonObject overview = ask(server, "/api/v1/overview").getAsJsonObject();
                JsonObject stream = overview.getAsJsonArray("streams").get(0).getAsJsonObject();
                assertThat(stream.get("name").getAsString()).isEqualTo("cam");
                assertThat(stream.get("viewers").getAsInt()).isEqualTo(100);
                assertThat(stream.getAsJsonObject("viewing").get("dash").getAsInt())
                        .isEqualTo(OVER_DASH);
                JsonArray points = overview.getAsJsonArray("points");
                JsonObject newest = points.get(points.size() - 1).getAsJsonObject();
                assertThat(newest.get("viewers").getAsInt()).isEqualTo(100);
                assertThat(newest.get("memoryBytes").getAsLong()).isPositive();
                assertThat(ask(server, "/api/v1/overview?after=" + newest.get("atMillis"))
                                .getAsJsonObject()
                                .getAsJsonArray("points"))
                        .as("only what is new")
                        .hasSizeLessThan(points.size());
                upload.end();
            }
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> broadcast(server).has("live")
                            && !broadcast(server).get("live").getAsBoolean());

            JsonObject report = broadcast(server);
            assertThat(report.get("views").getAsInt()).isBetween(98, 102);
            assertThat(report.get("peakViewers").getAsInt()).isBetween(98, 102);
            assertThat(report.getAsJsonObject("protocols").get("flv").getAsInt())
                    .isEqualTo(OVER_FLV);
            assertThat(report.getAsJsonObject("protocols").get("dash").getAsInt())
                    .isEqualTo(OVER_DASH);
            assertThat(report.getAsJsonObject("devices").get("app").getAsInt()).isEqualTo(OVER_FLV);
            assertThat(report.get("bytesIn").getAsLong()).isPositive().isLessThanOrEqualTo(3L * FLV.length);
            assertRecounted(server, report);
            String csv = server.send("GET", "/api/v1/broadcasts.csv", "", "Authorization", "Bearer " + server.token())
                    .body();
            assertThat(csv.lines()).hasSize(2).last().asString().contains(",cam,", "flv:40");
            for (InputStream body : open) {
                body.close();
            }
        } finally {
            client.shutdownNow();
        }
    }

    private static void assertRecounted(RunningServer server, JsonObject report) throws Exception {
        JsonArray viewers = ask(server, "/api/v1/broadcasts/" + report.get("id").getAsString() + "/viewers")
                .getAsJsonObject()
                .getAsJsonArray("viewers");
        long watched = 0;
        long bytes = 0;
        int phones = 0;
        int peak = 0;
        for (JsonElement one : viewers) {
            JsonObject viewer = one.getAsJsonObject();
            watched += viewer.get("watchedMillis").getAsLong();
            bytes += viewer.get("bytes").getAsLong();
            phones += viewer.get("device").getAsString().equals("phone") ? 1 : 0;
            Instant came = Instant.parse(viewer.get("startedAt").getAsString());
            int then = 0;
            for (JsonElement other : viewers) {
                Instant from =
                        Instant.parse(other.getAsJsonObject().get("startedAt").getAsString());
                Instant to =
                        Instant.parse(other.getAsJsonObject().get("endedAt").getAsString());
                then += !from.isAfter(came) && !to.isBefore(came) ? 1 : 0;
            }
            peak = Math.max(peak, then);
            assertThat(viewer.get("address").getAsString()).isEqualTo("127.0.0.0");
            assertThat(viewer.get("watching").getAsBoolean()).isFalse();
        }
        assertThat(report.get("views").getAsInt()).isEqualTo(viewers.size());
        assertThat(report.get("watchedMillis").getAsLong()).isEqualTo(watched);
        assertThat(report.get("bytesOut").getAsLong()).isEqualTo(bytes).isPositive();
        assertThat(report.getAsJsonObject("devices").get("phone").getAsInt()).isEqualTo(phones);
        assertThat(report.get("peakViewers").getAsInt()).isEqualTo(peak);
    }
}
