package io.rostrum.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The schedule, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class ScheduleRoutesTest {
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

    private static LocalDateTime inDays(int days) {
        return LocalDateTime.now(ZoneOffset.UTC).plusDays(days).truncatedTo(ChronoUnit.MINUTES);
    }

    private static HttpResponse<String> plan(String stream, String title, String visibility) throws Exception {
        return ask("POST", "/api/v1/channels/" + stream + "/shows", """
                {"title":"%s","description":"<script>alert(1)</script>","start":"%s","minutes":60,"zone":"UTC",
                 "rule":"FREQ=DAILY","visibility":"%s"}""".formatted(title, inDays(1), visibility));
    }

    private static List<String> titles(String path) throws Exception {
        return json(get(path)).getAsJsonArray("dates").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(date -> date.get("title").getAsString())
                .distinct()
                .toList();
    }

    @Test
    void whoMaySeeWhat() throws Exception {
        json(ask("PUT", "/api/v1/channels/quiet", "{\"visibility\":\"unlisted\"}"));
        for (String visibility : List.of("public", "unlisted", "private")) {
            assertThat(plan("loud", "loud " + visibility, visibility).statusCode())
                    .isEqualTo(201);
            assertThat(plan("quiet", "quiet " + visibility, visibility).statusCode())
                    .isEqualTo(201);
        }
        assertThat(titles("/api/v1/schedule")).contains("loud public").noneMatch(title -> title.contains("unlisted"));
        assertThat(titles("/api/v1/schedule")).noneMatch(title -> title.contains("quiet") || title.contains("private"));
        assertThat(titles("/api/v1/channels/loud/schedule")).containsExactlyInAnyOrder("loud public", "loud unlisted");
        assertThat(titles("/api/v1/channels/quiet/schedule"))
                .containsExactlyInAnyOrder("quiet public", "quiet unlisted");
        assertThat(get("/calendar.ics").body())
                .contains("SUMMARY:loud public")
                .doesNotContain("quiet", "unlisted", "private");
        assertThat(get("/calendar/quiet.ics").body())
                .contains("SUMMARY:quiet public", "SUMMARY:quiet unlisted")
                .doesNotContain("private", "loud");
        assertThat(get("/api/v1/channels/loud/shows").statusCode()).isEqualTo(401);
        JsonObject all = json(ask("GET", "/api/v1/channels/loud/shows", ""));
        assertThat(all.getAsJsonArray("shows")).hasSize(3);
        JsonObject secret = all.getAsJsonArray("shows").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(show -> show.get("visibility").getAsString().equals("private"))
                .findFirst()
                .orElseThrow();
        assertThat(get("/calendar/loud/" + secret.get("id").getAsString() + ".ics")
                        .statusCode())
                .isEqualTo(404);
        assertThat(titles("/api/v1/channels/loud/schedule")).doesNotContain("loud private");
        assertThat(json(ask("GET", "/api/v1/account/shows", "")).getAsJsonArray("shows"))
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void aDateIsCancelledAndCalendarsLearnOfIt() throws Exception {
        HttpResponse<String> made = plan("single", "Class", "public");
        JsonObject show = json(made);
        String path = "/api/v1/channels/single/shows/" + show.get("id").getAsString();
        String date =
                show.getAsJsonArray("next").get(2).getAsJsonObject().get("date").getAsString();
        HttpResponse<String> calendar = get("/calendar/single.ics");
        assertThat(calendar.headers().firstValue("Content-Type")).contains("text/calendar; charset=utf-8");
        assertThat(calendar.body()).contains("URL:http://127.0.0.1:", "SEQUENCE:0");
        assertThat(get("/calendar/single.ics", "If-None-Match", tag(calendar)).statusCode())
                .isEqualTo(304);

        String cancel = "{\"status\":\"cancelled\"}";
        assertThat(ask("PUT", path + "/dates/" + date, cancel).statusCode()).isEqualTo(428);
        HttpResponse<String> cancelled = ask("PUT", path + "/dates/" + date, cancel, "If-Match", tag(made));
        assertThat(json(cancelled)
                        .getAsJsonArray("next")
                        .get(2)
                        .getAsJsonObject()
                        .get("status")
                        .getAsString())
                .isEqualTo("cancelled");
        assertThat(ask("PUT", path + "/dates/" + date, cancel, "If-Match", tag(made))
                        .statusCode())
                .isEqualTo(412);
        assertThat(get("/calendar/single.ics").body())
                .contains("RECURRENCE-ID:" + date + "Z", "STATUS:CANCELLED", "SEQUENCE:1");
        assertThat(get("/calendar/single/" + show.get("id").getAsString() + ".ics?date=" + date)
                        .body())
                .contains("STATUS:CANCELLED")
                .containsOnlyOnce("BEGIN:VEVENT");
        assertThat(ask("PUT", path + "/dates/20010101T000000", cancel, "If-Match", tag(cancelled))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> restored = ask("DELETE", path + "/dates/" + date, "", "If-Match", tag(cancelled));
        assertThat(json(restored).getAsJsonArray("exceptions")).isEmpty();
        assertThat(ask("DELETE", path, "", "If-Match", tag(restored)).statusCode())
                .isEqualTo(204);
        assertThat(titles("/api/v1/channels/single/schedule")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        String path = "/api/v1/channels/wrong/shows";
        HttpResponse<String> refused = ask(
                "POST", path, "{\"title\":\"Maths\",\"start\":\"tomorrow\",\"minutes\":60,\"zone\":\"Mars/Olympus\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("""
                start: no time (expected: year, month, day and time in the show's zone, such as 2026-11-23T18:00).
                zone: not known (expected: a name of the IANA data such as Europe/Berlin or UTC).
                """);
        assertThat(ask("POST", path, "nothing of JSON").statusCode()).isEqualTo(400);
        assertThat(ask("POST", path, "{\"minutes\":\"many\"}").statusCode()).isEqualTo(400);
        assertThat(get("/calendar/wrong/none.ics").statusCode()).isEqualTo(404);
        assertThat(get("/calendar/a%20b.ics").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeviceReadsWhatItsOwnStreamIsToShow() throws Exception {
        assertThat(plan("stage", "Rehearsal", "private").statusCode()).isEqualTo(201);
        String code = json(ask("POST", "/api/v1/devices/codes", "{\"stream\":\"stage\"}"))
                .get("code")
                .getAsString();
        String token = json(ask("POST", "/api/v1/pair", "{\"code\":\"" + code + "\",\"name\":\"Studio\"}"))
                .get("token")
                .getAsString();
        String[] device = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
        assertThat(json(get("/api/v1/channels/stage/shows", device))
                        .getAsJsonArray("dates")
                        .get(0)
                        .getAsJsonObject()
                        .get("title")
                        .getAsString())
                .isEqualTo("Rehearsal");
        assertThat(get("/api/v1/channels/other/shows", device).statusCode()).isEqualTo(403);
        assertThat(server.send("POST", "/api/v1/channels/stage/shows", "{}", device)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void openPagesLearnThatThePlanHasChanged() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.url("/").getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/channels/told/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader events =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            long before = schedule(events);
            assertThat(plan("told", "Class", "public").statusCode()).isEqualTo(201);
            await().atMost(RunningServer.PATIENCE).until(() -> schedule(events) != before);
        }
    }

    private static long schedule(BufferedReader events) throws Exception {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data: ")) {
                return JsonParser.parseString(line.substring(6))
                        .getAsJsonObject()
                        .get("schedule")
                        .getAsLong();
            }
        }
        throw new AssertionError("the events have ended");
    }
}
