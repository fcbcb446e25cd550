package io.rostrum.server.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Classes over sockets and HTTP: one server, a class of its own for each test.
@ExtendWith(LeakGuard.class)
@TestMethodOrder(MethodOrderer.MethodName.class) // the links' limit is every test's
@Timeout(60)
class ClassSocketTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static HttpClient client;
    private static String[] owner = {};
    private static String[] teacher = {};
    private static String[] student = {};

    @BeforeAll
    static void start() throws Exception {
        client = HttpClient.newHttpClient();
        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
        String code =
                json(server.operate("POST", "/claim-code", "")).get("code").getAsString();
        owner = signedIn(send("POST", "/api/v1/claim", welcome(code, "Ada")));
        teacher = invited("teacher", "Ms_Byron");
        student = invited("student", "Tom");
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        server.close();
    }

    private static String welcome(String code, String name) {
        return "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"password\":\"correct horse\"}";
    }

    private static String[] invited(String role, String name) throws Exception {
        String code = json(send("POST", "/api/v1/users/invitations", "{\"role\":\"" + role + "\"}", owner))
                .get("code")
                .getAsString();
        return signedIn(send("POST", "/api/v1/invitations", welcome(code, name)));
    }

    private static HttpResponse<String> send(String method, String path, String body, String... fields)
            throws IOException, InterruptedException {
        return server.send(
                method,
                path,
                body,
                Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(fields))
                        .toArray(String[]::new));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty()
                ? new JsonObject()
                : JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String cookie(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "SameSite=Strict");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String[] signedIn(HttpResponse<String> answer) {
        return new String[] {
            "Cookie",
            cookie(answer),
            "X-Rostrum-Proof",
            json(answer).get("proof").getAsString()
        };
    }

    /// A page of a class, over the JDK's own WebSocket.
    private static final class Page implements WebSocket.Listener, AutoCloseable {
        private final List<JsonObject> told = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Page(String stream, String... cookie) {
            WebSocket.Builder builder = client.newWebSocketBuilder();
            if (cookie.length > 0) {
                builder.header("Cookie", cookie[0]);
            }
            String address = server.url("/live/" + stream + "/class").toString().replaceFirst("^http", "ws");
            socket = builder.buildAsync(URI.create(address), this).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                told.add(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedStage(null);
        }

        Optional<JsonObject> newest(String type) {
            return told.reversed().stream()
                    .filter(message -> message.get("type").getAsString().equals(type))
                    .findFirst();
        }

        void awaitStanding(String standing) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> newest("you")
                            .filter(you -> you.get("standing").getAsString().equals(standing))
                            .isPresent());
        }

        JsonObject ask(String json) {
            int before = told.size();
            socket.sendText(json, true).join();
            return await().atMost(RunningServer.PATIENCE)
                    .until(
                            () -> told.stream()
                                    .skip(before)
                                    .filter(message -> List.of("done", "refused")
                                            .contains(message.get("type").getAsString()))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }

        int awaitClose() {
            return closed.orTimeout(RunningServer.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private static String link(String stream, String json) throws Exception {
        String page = json(send("POST", "/api/v1/classes/" + stream + "/invites", json, teacher))
                .get("page")
                .getAsString();
        assertThat(page).startsWith("/class/" + stream + "/join#cls_");
        return page.substring(page.indexOf('#') + 1);
    }

    private static HttpResponse<String> join(String stream, String code, String name, String... fields)
            throws Exception {
        return send(
                "POST",
                "/api/v1/classes/" + stream + "/join",
                "{\"code\":\"" + code + "\",\"name\":\"" + name + "\"}",
                fields);
    }

    @Test
    void aClassFromItsLinksToItsAttendance() throws Exception {
        String root = "/api/v1/classes/physics";
        assertThat(send("PUT", root, "{\"consent\":\"It is recorded.\"}", teacher)
                        .statusCode())
                .isEqualTo(201);
        assertThat(json(send("GET", root + "/members", "", teacher))
                        .getAsJsonArray("candidates")
                        .toString())
                .isEqualTo("[\"Tom\"]");
        assertThat(json(send("POST", root + "/members", "{\"names\":[\"tom\"]}", teacher))
                        .get("count")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(send("POST", root + "/members", "{\"names\":[\"Nobody\"]}", teacher)
                        .body())
                .contains("Nobody");
        HttpResponse<String> joined = join("physics", link("physics", "{}"), "=Eve");
        String browser = cookie(joined);
        assertThat(browser).startsWith("rostrum_guest=rsg_");

        try (Page tom = new Page("physics", student[1]);
                Page eve = new Page("physics", browser);
                Page stranger = new Page("physics");
                Page leads = new Page("physics", teacher[1])) {
            tom.awaitStanding("consent");
            stranger.awaitStanding("outside");
            assertThat(tom.ask("{\"type\":\"consent\",\"version\":1,\"ref\":\"a\"}")
                            .get("type"))
                    .hasToString("\"done\"");
            eve.ask("{\"type\":\"consent\",\"version\":1}");
            tom.awaitStanding("early");
            json(send("POST", root + "/lesson", "", teacher));
            tom.awaitStanding("waiting");
            assertThat(json(send("POST", root + "/admissions", "", teacher))
                            .get("count")
                            .getAsInt())
                    .isEqualTo(2);
            eve.awaitStanding("in");
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> leads.newest("class")
                            .filter(shown -> shown.get("present").getAsInt() == 2)
                            .isPresent());
            assertThat(stranger.newest("roster")).isEmpty();
            assertThat(eve.newest("roster")).isEmpty();
            assertThat(stranger.ask("{\"type\":\"consent\",\"version\":1}").get("words"))
                    .hasToString("\"You are not in this class.\"");
        }
        String lessons = root + "/lessons";
        String id = json(send("GET", lessons, "", teacher))
                .getAsJsonArray("lessons")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
        await().atMost(RunningServer.PATIENCE)
                .until(() -> !json(send("GET", lessons + "/" + id, "", teacher))
                        .toString()
                        .contains("\"present\":true"));
        HttpResponse<String> csv = send("GET", lessons + "/" + id + "/attendance.csv", "", teacher);
        assertThat(csv.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"physics-attendance-2");
        assertThat(csv.body().substring(1).lines())
                .hasSize(3)
                .startsWith("name,joined,left,minutes,seconds,joins,present")
                .anyMatch(line -> line.matches("'=Eve,\\S+Z,\\S+Z,0\\.\\d,\\d,1,no"))
                .anyMatch(line -> line.matches("Tom,\\S+Z,\\S+Z,0\\.\\d,\\d,1,no"));
        assertThat(send("DELETE", root + "/lesson", "", teacher).statusCode()).isEqualTo(204);
    }

    /// Somebody who asks to watch over HTTP-FLV.
    private static final class Watching implements AutoCloseable {
        private final Socket socket;

        Watching(String stream, String token) throws IOException {
            socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.url("/").getPort());
            socket.getOutputStream()
                    .write(("GET /live/" + stream + ".flv?playback=" + token + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }

        /// Waits for the end; a server that lets the viewer stay lets the test run out of time.
        void awaitEnd() throws IOException {
            try {
                socket.getInputStream().readAllBytes();
            } catch (SocketException e) {
                assertThat(e).hasMessageContaining("reset"); // as much of an end
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static HttpResponse<String> enter(String stream, String... fields) throws Exception {
        return send("POST", "/api/v1/channels/" + stream + "/playback", "{}", fields);
    }

    private static String needs(HttpResponse<String> refused) {
        return JsonParser.parseString(refused.body())
                .getAsJsonObject()
                .get("needs")
                .getAsString();
    }

    private static String awaitToken(String stream, String... fields) {
        return await().atMost(RunningServer.PATIENCE)
                .until(() -> enter(stream, fields), answer -> answer.statusCode() == 200)
                .body()
                .replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void theClassOfAStreamWatchesItAndWhoIsTakenOffItsRosterIsOut() throws Exception {
        String root = "/api/v1/classes/history";
        json(send("PUT", root, "{}", teacher));
        json(send("POST", root + "/members", "{\"names\":[\"Tom\"]}", teacher));
        assertThat(send("PATCH", "/api/v1/channels/history/access", "{\"watchers\":\"class\"}", owner)
                        .statusCode())
                .isEqualTo(200);
        try (Upload live = server.post("/live/history.flv")) {
            live.write(FLV);
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> needs(enter("history", student)).equals("class-door"));
            assertThat(enter("history", student).statusCode()).isEqualTo(403);
            assertThat(enter("history").statusCode()).isEqualTo(401);
            assertThat(needs(enter("history"))).isEqualTo("class");
            assertThat(enter("history", invited("student", "Stranger")).body())
                    .contains("the account Stranger is not on its roster");
            assertThat(awaitToken("history", teacher)).as("whose class it is").isNotEmpty();

            String guest = cookie(join("history", link("history", "{}"), "Eve"));
            assertThat(send("PUT", root, "{\"waitingRoom\":false}", teacher).statusCode())
                    .isEqualTo(200);
            String eve = awaitToken("history", "Cookie", guest);
            assertThat(send("GET", "/live/maths.flv?playback=" + eve, "").statusCode())
                    .as("another stream")
                    .isEqualTo(404);
            try (Watching tom = new Watching("history", awaitToken("history", student));
                    Watching watching = new Watching("history", eve)) {
                for (JsonElement member :
                        json(send("GET", root + "/members", "", teacher)).getAsJsonArray("members")) {
                    String id = member.getAsJsonObject().get("id").getAsString();
                    assertThat(send("DELETE", root + "/members/" + id, "", teacher)
                                    .statusCode())
                            .isEqualTo(204);
                }
                tom.awaitEnd();
                watching.awaitEnd();
            }
            assertThat(send("GET", "/live/history.flv?playback=" + eve, "").statusCode())
                    .isEqualTo(403);
            assertThat(needs(enter("history", "Cookie", guest))).isEqualTo("class");
            assertThat(live.answer()).isNotDone();
        }
    }

    @Test
    void whoHasMadeAClassAndIsNoTeacherAnyMoreWatchesItNoMore() throws Exception {
        String[] maker = invited("teacher", "Mr_Moved");
        json(send("PUT", "/api/v1/classes/geography", "{}", maker));
        assertThat(send("PATCH", "/api/v1/channels/geography/access", "{\"watchers\":\"class\"}", owner)
                        .statusCode())
                .isEqualTo(200);
        assertThat(awaitToken("geography", maker)).isNotEmpty();
        for (JsonElement user : json(send("GET", "/api/v1/users", "", owner)).getAsJsonArray("users")) {
            if (user.getAsJsonObject().get("name").getAsString().equals("Mr_Moved")) {
                String id = user.getAsJsonObject().get("id").getAsString();
                assertThat(send("PATCH", "/api/v1/users/" + id, "{\"role\":\"viewer\"}", owner)
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        HttpResponse<String> refused = enter("geography", maker);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(needs(refused)).isEqualTo("class");
    }

    @Test
    void onlyWhoLeadsAClassLeadsIt() throws Exception {
        String root = "/api/v1/classes/maths";
        json(send("PUT", root, "{}", teacher));
        String[] other = invited("teacher", "Mr_Brontë");
        for (String path : List.of("", "/members", "/invites", "/lessons")) {
            assertThat(send("GET", root + path, "", other).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(send("DELETE", root, "", other).statusCode()).isEqualTo(403);
        assertThat(json(send("GET", "/api/v1/classes", "", other)).toString()).doesNotContain("maths");
        json(send("PUT", "/api/v1/channels/owned", "{\"title\":\"Mine\"}", teacher));
        assertThat(send("PUT", "/api/v1/classes/owned", "{}", other).statusCode())
                .as("another's channel")
                .isEqualTo(403);
        assertThat(json(send("GET", "/api/v1/classes", "", teacher)).toString())
                .contains("\"stream\":\"maths\"", "\"others\":[\"owned\"]");
        assertThat(send("GET", root, "", student).statusCode()).isEqualTo(403);
        assertThat(send("PUT", root + "/members/none/admission", "{\"admitted\":true}", owner)
                        .statusCode())
                .isEqualTo(404);
        try (Page page = new Page("maths", owner[1])) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> page.newest("roster").isPresent());
            assertThat(send("DELETE", root, "", owner).statusCode()).isEqualTo(204);
            assertThat(page.awaitClose()).isEqualTo(4404);
        }
        assertThatThrownBy(() -> new Page("maths")).isInstanceOf(CompletionException.class);
        assertThat(send("GET", root, "", owner).statusCode()).isEqualTo(404);
    }

    @Test
    void whoSaysTooMuchIsCutOffAndWhoSaysNonsenseIsTold() throws Exception {
        json(send("PUT", "/api/v1/classes/noise", "{}", teacher));
        try (Page page = new Page("noise")) {
            assertThat(page.ask("[1]").get("words").getAsString()).contains("no message");
            assertThat(page.ask("{\"type\":\"dance\",\"ref\":\"r\"}").get("ref").getAsString())
                    .isEqualTo("r");
            for (int i = 0; i <= ClassConnection.AT_ONCE; i++) {
                page.socket.sendText("{\"type\":\"dance\"}", true).join();
            }
            assertThat(page.awaitClose()).isEqualTo(1008);
        }
        try (Page page = new Page("noise")) {
            page.socket
                    .sendText("x".repeat(ClassConnection.MAX_MESSAGE_BYTES + 1), true)
                    .handle((_, _) -> true)
                    .join();
            await().atMost(RunningServer.PATIENCE).until(() -> page.closed.isDone() || page.socket.isInputClosed());
        }
    }

    @Test
    void linksAreNotGuessedInBulk() throws Exception {
        json(send("PUT", "/api/v1/classes/guess", "{}", teacher));
        int refused = 0;
        for (int i = 0; i < JoinLimiter.AT_ONCE + 30 && refused == 0; i++) {
            int status = join("guess", "cls_" + i, "Eve").statusCode();
            assertThat(status).isIn(403, 429);
            refused += status == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(1);
    }
}
