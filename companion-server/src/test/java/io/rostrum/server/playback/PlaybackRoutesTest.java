package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A stream that not anyone may watch, asked for at each of its addresses, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class PlaybackRoutesTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");
    private static final byte[] MP4 = ForeignBytes.of("avc-aac-fragmented.mp4");
    private static final int SECOND = 1001;
    private static final int HANDSHAKE_BYTES = 3073;
    private static final String PASSWORD = "open sesame";
    private static final Pattern ADDRESS = Pattern.compile("URI=\"([^\"]+)\"|^([^#\\s].*)$", Pattern.MULTILINE);

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static Upload upload;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("recordings"));
        for (String stream : List.of("lesson", "free")) {
            Files.write(folder.resolve(stream + "-1.mp4"), MP4);
            Files.writeString(folder.resolve(stream + "-1.json"), """
                {"stream":"%s","container":"mp4","state":"finished","startedAt":"2026-11-21T12:00:00Z",
                "durationMillis":1001,"bytes":%d,"gaps":[]}
                """.formatted(stream, MP4.length));
        }
        server = RunningServer.start(
                directory,
                Map.of(
                        "record.low_space",
                        "0",
                        "dvr.enabled",
                        "true",
                        "dvr.keep_free",
                        "0",
                        "playback.key_rotation",
                        "5s"));
        upload = publish("lesson");
    }

    @AfterAll
    static void stop() throws IOException {
        upload.close();
        server.close();
    }

    private static Upload publish(String stream) throws IOException {
        Upload made = server.post("/live/" + stream + ".flv");
        made.write(FLV);
        for (int i = 1; i < 6; i++) {
            made.write(RunningServer.later(FLV, i * SECOND));
        }
        return made;
    }

    private static HttpResponse<String> get(String path, String... fields) throws Exception {
        return server.send("GET", path, "", fields);
    }

    private static HttpResponse<String> order(String method, String path, String json) throws Exception {
        return server.send(
                method, path, json, "Content-Type", "application/json", "Authorization", "Bearer " + server.token());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static HttpResponse<String> enter(String stream, String json, String... fields) throws Exception {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(fields));
        return server.send("POST", "/api/v1/channels/" + stream + "/playback", json, all.toArray(String[]::new));
    }

    private static void protect(String stream, String password) throws Exception {
        json(order(
                "PATCH",
                "/api/v1/channels/" + stream + "/access",
                "{\"watchers\":\"password\",\"password\":\"" + password + "\"}"));
    }

    private static String token(String stream, String password) throws Exception {
        return json(enter(stream, "{\"password\":\"" + password + "\"}"))
                .get("token")
                .getAsString();
    }

    private static String sign(String stream, String wanted) throws Exception {
        return json(order("POST", "/api/v1/channels/" + stream + "/signed-urls", wanted))
                .get("token")
                .getAsString();
    }

    private static String carrying(String path, String token) {
        return path + (path.contains("?") ? "&" : "?") + "playback=" + token;
    }

    private static String without(String path) {
        return path.replaceAll("[?&]playback=[^&]*", "");
    }

    /// Follows every address that a playlist leads to, and those below them.
    private static void walk(String playlist, Map<String, String> found) throws Exception {
        HttpResponse<String> answer = get(playlist);
        assertThat(answer.statusCode()).as(playlist).isEqualTo(200);
        Matcher address = ADDRESS.matcher(answer.body());
        while (address.find()) {
            String to = address.group(1) == null ? address.group(2) : address.group(1);
            String path = URI.create(playlist).resolve(to).toString();
            if (!answer.body().contains("PRELOAD-HINT:TYPE=PART,URI=\"" + to + "\"")
                    && !found.containsKey(without(path))) {
                found.put(without(path), path);
                if (path.contains(".m3u8")) {
                    walk(path, found);
                }
            }
        }
    }

    /// {@return every address of the stream's media, without a token}
    private static List<String> addresses(String token) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String first : List.of("/live/lesson/index.m3u8", "/live/lesson/dvr.m3u8", "/vod/lesson-1/index.m3u8")) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> get(carrying(first, token)).statusCode() == 200);
            found.put(first, first);
            walk(carrying(first, token), found);
        }
        String take = found.keySet().stream()
                .filter(path -> path.matches("/live/lesson/[^/]+/media.m3u8"))
                .findFirst()
                .orElseThrow()
                .replace("media.m3u8", "");
        String segment = found.keySet().stream()
                .filter(path -> path.matches(take + "\\d+\\.m4s"))
                .findFirst()
                .orElseThrow();
        List<String> all = new ArrayList<>(found.keySet());
        all.add(take + "video" + segment.substring(take.length() - 1));
        all.addAll(List.of(
                "/live/lesson/manifest.mpd",
                "/live/lesson/dvr.json",
                "/live/lesson/chat.json",
                "/vod/lesson-1/chat.json",
                "/vod/lesson-1.mp4",
                "/vod/lesson-1.flv"));
        return all;
    }

    @Test
    void everyAddressAsksForATokenThatCounts() throws Exception {
        protect("lesson", PASSWORD);
        protect("other", PASSWORD);
        String token = token("lesson", PASSWORD);
        String forged = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");
        String ofAnother = token("other", PASSWORD);
        String elsewhere = sign("lesson", "{\"address\":\"192.0.2.1\"}");
        String bound = sign("lesson", "{\"address\":\"127.0.0.1\",\"viewer\":\"pupil 7\"}");
        List<String> addresses = addresses(token);

        assertThat(addresses)
                .anyMatch(path -> path.matches(".*/init.*\\.mp4"))
                .anyMatch(path -> path.matches(".*/\\d+\\.m4s"))
                .anyMatch(path -> path.matches(".*/\\d+-\\d+\\.m4s"))
                .anyMatch(path -> path.contains("/dvr/") && path.endsWith(".m4s"))
                .hasSizeGreaterThan(15);
        for (String path : addresses) {
            HttpResponse<String> none = get(path);
            assertThat(none.statusCode()).as(path).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate")).isPresent();
            for (String wrong : List.of(forged, ofAnother, elsewhere, "nothing")) {
                assertThat(get(carrying(path, wrong)).statusCode()).as(path).isEqualTo(403);
            }
            for (String right : List.of(token, bound)) {
                HttpResponse<String> answer = get(carrying(path, right));
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                        .as(path)
                        .doesNotContain("public", "s-maxage");
            }
            assertThat(get(path, "Cookie", "rostrum_play_lesson=" + token).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(get("/live/lesson/snapshot.jpg").statusCode()).isEqualTo(401);
        assertThat(get(carrying("/live/lesson/snapshot.jpg", token)).statusCode())
                .as("404 where there is no ffmpeg")
                .isIn(200, 404);
        assertThat(get("/live/lesson/chat").statusCode()).isEqualTo(401);
        assertThat(get("/live/lesson.flv").statusCode()).isEqualTo(401);
        assertThat(get(carrying("/live/lesson.flv", forged)).statusCode()).isEqualTo(403);
        assertThat(rtmp("lesson")).contains("NetStream.Play.Failed").doesNotContain("Play.Start");
        assertThat(rtmp("lesson?playback=" + forged)).contains("NetStream.Play.Failed");
        assertThat(rtmp("lesson?playback=" + token)).contains("NetStream.Play.Start");
    }

    /// {@return what the server says to a player until it plays or is refused}
    private static String rtmp(String name) throws IOException {
        ByteBuf out = Unpooled.buffer();
        try (InputStream in =
                PlaybackRoutesTest.class.getResourceAsStream("/io/rostrum/push/rtmp/ffmpeg-publish-to-server.bin")) {
            out.writeBytes(in.readNBytes(HANDSHAKE_BYTES));
        }
        RtmpChunkEncoder encoder = new RtmpChunkEncoder();
        AmfValue app = AmfValue.properties().put("app", "live").object();
        encoder.encode(new RtmpMessage.Command("connect", 1, List.of(app), 0), out);
        encoder.encode(new RtmpMessage.Command("play", 0, List.of(AmfValue.NULL, AmfValue.of(name)), 0), out);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.rtmpPort())) {
            socket.getOutputStream().write(ByteBufUtil.getBytes(out));
            StringBuilder said = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                said.append((char) b);
                if (said.indexOf("NetStream.Play.Start", Math.max(0, said.length() - 24)) >= 0) {
                    break;
                }
            }
            return said.toString();
        }
    }

    @Test
    void whatAnyoneMayWatchIsAsItWas() throws Exception {
        try (Upload free = publish("free")) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> get("/live/free/index.m3u8").statusCode() == 200);
            String master = get(carrying("/live/free/index.m3u8", "anything")).body();
            assertThat(master).doesNotContain("playback");
            Matcher take = Pattern.compile("(?m)^(\\w+)/media.m3u8$").matcher(master);
            assertThat(take.find()).isTrue();
            String media = get("/live/free/" + take.group(1) + "/media.m3u8").body();
            Matcher segment = Pattern.compile("(?m)^\\d+\\.m4s$").matcher(media);
            assertThat(segment.find()).isTrue();
            HttpResponse<String> answer = get("/live/free/" + take.group(1) + "/" + segment.group());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(get("/vod/free-1.mp4").statusCode()).isEqualTo(200);
            assertThat(json(enter("free", "{}")).get("watchers").getAsString()).isEqualTo("anyone");
            assertThat(free.answer()).isNotDone();
        }
    }

    /// A viewer over HTTP-FLV, who takes what comes until it ends.
    private static final class Watching implements AutoCloseable {
        private final Socket socket;

        Watching(String pathAndQuery) throws IOException {
            socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.url("/").getPort());
            socket.getOutputStream()
                    .write(("GET " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }

        /// Waits for the end; a server that lets the viewer stay lets the test run out of time.
        void awaitEnd() throws IOException {
            try {
                socket.getInputStream().readAllBytes();
            } catch (java.net.SocketException e) {
                assertThat(e).hasMessageContaining("reset"); // as much of an end
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoeverMayNoLongerIsCutOff() throws Exception {
        try (Upload live = publish("cut")) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> server.send("GET", "/api/v1/streams/cut", "").statusCode() == 200);
            try (Watching anybody = new Watching("/live/cut.flv")) {
                protect("cut", PASSWORD);
                anybody.awaitEnd();
            }
            String first = token("cut", PASSWORD);
            try (Watching viewer = new Watching(carrying("/live/cut.flv", first))) {
                protect("cut", "another one");
                viewer.awaitEnd();
            }
            assertThat(get(carrying("/live/cut.flv", first)).statusCode()).isEqualTo(403);
            assertThat(enter("cut", "{\"password\":\"" + PASSWORD + "\"}").statusCode())
                    .isEqualTo(403);

            JsonObject signed = json(order("POST", "/api/v1/channels/cut/signed-urls", "{}"));
            String path = signed.getAsJsonObject("paths").get("flv").getAsString();
            try (Watching viewer = new Watching(path)) {
                assertThat(order(
                                        "DELETE",
                                        "/api/v1/channels/cut/signed-urls/"
                                                + signed.get("id").getAsString(),
                                        "")
                                .statusCode())
                        .isEqualTo(204);
                viewer.awaitEnd();
            }
            assertThat(get(path).statusCode()).isEqualTo(403);

            String kicked = carrying("/live/cut.flv", sign("cut", "{}"));
            try (Watching viewer = new Watching(kicked)) {
                String id = viewerOf("cut");
                assertThat(server.operate("DELETE", "/streams/cut/viewers/" + id, "")
                                .statusCode())
                        .isEqualTo(204);
                viewer.awaitEnd();
            }
            assertThat(get(kicked).statusCode()).as("kicked and back").isEqualTo(403);

            String left = carrying("/live/cut.flv", sign("cut", "{}"));
            try (Watching viewer = new Watching(left)) {
                order("DELETE", "/api/v1/channels/cut/signed-urls", "");
                viewer.awaitEnd();
            }
            assertThat(live.answer()).isNotDone();
        }
    }

    @Test
    void keysOfEncryptedSegmentsAreForThoseAloneWhoMayWatch() throws Exception {
        protect("sealed", PASSWORD);
        json(order("PATCH", "/api/v1/channels/sealed/access", "{\"encrypted\":true}"));
        String token = token("sealed", PASSWORD);
        try (Upload live = publish("sealed")) {
            String index = carrying("/live/sealed/index.m3u8", token);
            await().atMost(RunningServer.PATIENCE).until(() -> get(index).statusCode() == 200);
            Matcher media = Pattern.compile("(?m)^(\\w+)/media.m3u8\\?playback=.+$")
                    .matcher(get(index).body());
            assertThat(media.find()).isTrue();
            String folder = "/live/sealed/" + media.group(1) + "/";
            Matcher key = Pattern.compile("#EXT-X-KEY:METHOD=AES-128,URI=\"(key-0.key)\\?playback=([^\"]+)\"")
                    .matcher(get(carrying(folder + "media.m3u8", token)).body());
            assertThat(key.find()).isTrue();
            assertThat(key.group(2)).isEqualTo(token);
            String path = folder + key.group(1);
            HttpResponse<byte[]> file = server.bytes(carrying(path, token));
            assertThat(file.body()).hasSize(16);
            assertThat(file.headers().firstValue("Cache-Control")).contains("private, no-store");
            assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(server.bytes(carrying(folder + "0.m4s", token)).body().length % 16)
                    .isZero();
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> get(carrying("/live/sealed/dvr.m3u8", token))
                            .body()
                            .contains("#EXT-X-KEY:METHOD=AES-128,URI=\"dvr/"));
            Matcher shifted = Pattern.compile("URI=\"(dvr/\\w+/key-0.key)")
                    .matcher(get(carrying("/live/sealed/dvr.m3u8", token)).body());
            assertThat(shifted.find()).isTrue();
            String ofTheShift = "/live/sealed/" + shifted.group(1);
            assertThat(server.bytes(carrying(ofTheShift, token)).body()).hasSize(16);
            protect("beside", PASSWORD);
            String other = token("beside", PASSWORD);
            for (String each : List.of(path, ofTheShift)) {
                assertThat(get(each).statusCode()).isEqualTo(401);
                assertThat(get(carrying(each, other)).statusCode()).isEqualTo(403);
                assertThat(get(carrying(each.replace("key-0", "key-7"), token)).statusCode())
                        .isEqualTo(404);
            }
            order("DELETE", "/api/v1/channels/sealed/signed-urls", "");
            for (String each : List.of(path, ofTheShift)) {
                assertThat(get(carrying(each, token)).statusCode())
                        .as("put out")
                        .isEqualTo(403);
            }
            json(order("PATCH", "/api/v1/channels/sealed/access", "{\"watchers\":\"anyone\"}"));
            assertThat(json(order("GET", "/api/v1/channels/sealed/access", ""))
                            .get("encrypted")
                            .getAsBoolean())
                    .isTrue();
            assertThat(live.answer()).isNotDone();
        }
    }

    private static String viewerOf(String stream) {
        return await().atMost(RunningServer.PATIENCE)
                .until(
                        () -> server.operate("/streams/" + stream + "/viewers")
                                .getAsJsonObject()
                                .getAsJsonArray("viewers"),
                        viewers -> viewers.size() == 1)
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
    }

    @Test
    void membersWatchByTheirRoleWhileTheyHaveAnAccount() throws Exception {
        String code = json(order("POST", "/api/v1/operator/claim-code", ""))
                .get("code")
                .getAsString();
        HttpResponse<String> owner = server.send(
                "POST",
                "/api/v1/claim",
                "{\"code\":\"" + code + "\",\"name\":\"owner\",\"password\":\"correct horse\"}",
                "Content-Type",
                "application/json");
        assertThat(owner.statusCode()).isEqualTo(201);
        String student = cookie(invited("student", "student"));
        String viewer = cookie(invited("viewer", "viewer"));
        try (Upload live = publish("class")) {
            json(order("PATCH", "/api/v1/channels/class/access", "{\"watchers\":\"members\",\"role\":\"student\"}"));

            JsonObject nobody =
                    JsonParser.parseString(enter("class", "{}").body()).getAsJsonObject();
            assertThat(nobody.get("needs").getAsString()).isEqualTo("sign-in");
            HttpResponse<String> tooLow = enter("class", "{}", "Cookie", viewer);
            assertThat(tooLow.statusCode()).isEqualTo(403);
            assertThat(tooLow.body()).contains("other-account", "The account viewer may not watch this stream.");
            HttpResponse<String> let = enter("class", "{}", "Cookie", student);
            String cookie = let.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("rostrum_play_class=", "HTTPOnly", "SameSite=Strict", "Path=/");
            String flv = carrying("/live/class.flv", json(let).get("token").getAsString());
            assertThat(rtmp("class?playback=" + json(let).get("token").getAsString()))
                    .contains("NetStream.Play.Start");

            try (Watching watching = new Watching(flv)) {
                String id = accountId("student");
                assertThat(order("DELETE", "/api/v1/users/" + id, "").statusCode())
                        .isBetween(200, 204);
                watching.awaitEnd();
            }
            assertThat(get(flv).statusCode()).isEqualTo(403);
            assertThat(live.answer()).isNotDone();
        }
    }

    @Test
    void whoeverSignsOutWatchesNoMore() throws Exception {
        HttpResponse<String> joined = invited("viewer", "leaving");
        String[] leaving = {
            "Cookie",
            cookie(joined),
            "X-Rostrum-Proof",
            json(joined).get("proof").getAsString()
        };
        try (Upload live = publish("signedout")) {
            json(order("PATCH", "/api/v1/channels/signedout/access", "{\"watchers\":\"members\",\"role\":\"viewer\"}"));
            await().atMost(RunningServer.PATIENCE)
                    .until(() ->
                            server.send("GET", "/api/v1/streams/signedout", "").statusCode() == 200);
            HttpResponse<String> let = enter("signedout", "{}", leaving);
            String flv = carrying("/live/signedout.flv", json(let).get("token").getAsString());

            try (Watching watching = new Watching(flv)) {
                assertThat(server.send("DELETE", "/api/v1/session", "", leaving).statusCode())
                        .isEqualTo(204);
                watching.awaitEnd();
            }
            assertThat(get(flv).statusCode()).isEqualTo(403);
            assertThat(get("/live/signedout.flv", "Cookie", cookie(let)).statusCode())
                    .isEqualTo(403);
            assertThat(live.answer()).isNotDone();
        }
    }

    private static String cookie(HttpResponse<String> answer) {
        String field = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return field.substring(0, field.indexOf(';'));
    }

    private static HttpResponse<String> invited(String role, String name) throws Exception {
        String code = json(order("POST", "/api/v1/users/invitations", "{\"role\":\"" + role + "\"}"))
                .get("code")
                .getAsString();
        return server.send(
                "POST",
                "/api/v1/invitations",
                "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"password\":\"correct horse\"}",
                "Content-Type",
                "application/json");
    }

    private static String accountId(String name) throws Exception {
        return json(order("GET", "/api/v1/users", "")).getAsJsonArray("users").asList().stream()
                .map(user -> user.getAsJsonObject())
                .filter(user -> user.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("id")
                .getAsString();
    }

    @Test
    void rulesCountBesidesForPlayersPagesAndPublishers() throws Exception {
        String access = "/api/v1/channels/ruled/access";
        try (Upload live = publish("ruled")) {
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> get("/live/ruled/index.m3u8").statusCode() == 200);
            json(order("PATCH", access, "{\"rules\":{\"referers\":{\"allow\":[\"school.example\"],\"empty\":false}}}"));
            String page = "https://school.example/course";
            HttpResponse<String> ofThePage = get("/live/ruled/index.m3u8", "Referer", page);
            assertThat(ofThePage.statusCode()).isEqualTo(200);
            assertThat(ofThePage.headers().firstValue("Cache-Control").orElse(""))
                    .startsWith("private");
            for (String path :
                    List.of("/live/ruled/index.m3u8", "/live/ruled.flv", "/embed/ruled", "/embed/ruled/chat")) {
                assertThat(get(path).statusCode()).as(path).isEqualTo(403);
                assertThat(get(path, "Referer", "https://evil.example/").statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(get("/embed/ruled", "Referer", page).statusCode()).isEqualTo(200);
            assertThat(get("/embed/ruled/chat", "Referer", page).statusCode()).isEqualTo(200);
            assertThat(rtmp("ruled")).contains("NetStream.Play.Failed");

            json(order("PATCH", access, "{\"rules\":{}}"));
            try (Watching viewer = new Watching("/live/ruled.flv")) {
                json(order("PATCH", access, "{\"rules\":{\"play\":{\"deny\":[\"127.0.0.0/8\"]}}}"));
                viewer.awaitEnd();
            }
            assertThat(get("/live/ruled/index.m3u8").body()).contains("This is not allowed from your network.");
            assertThat(rtmp("ruled")).contains("NetStream.Play.Failed");
            assertThat(live.answer()).isNotDone();
        }
        json(order("PATCH", access, "{\"rules\":{\"publish\":{\"allow\":[\"192.0.2.0/24\"]}}}"));
        try (Upload refused = publish("ruled")) {
            assertThat(refused.answer().get().statusCode()).isEqualTo(403);
        }
        assertThat(order("PATCH", access, "{\"rules\":{\"play\":{\"countries\":[\"DE\"]}}}")
                        .body())
                .contains("countries: some (expected: none while audience.countries");
    }

    @Test
    void whatCannotBeIsRefusedInWords() throws Exception {
        String path = "/api/v1/channels/rules/access";
        assertThat(order("PATCH", path, "{\"watchers\":\"password\"}").body())
                .isEqualTo("password: none (expected: one, where watchers is password).\n");
        assertThat(order("PATCH", path, "{\"watchers\":\"nobody\"}").body())
                .isEqualTo("watchers: not known (expected: anyone, password, members or class).\n");
        assertThat(order("PATCH", path, "{\"watchers\":\"class\"}").body())
                .isEqualTo("watchers: class (expected: another choice while the stream has no class; make its class"
                        + " first).\n");
        assertThat(order("PATCH", path, "{\"password\":\"short\"}").statusCode())
                .isEqualTo(400);
        assertThat(order("PATCH", path, "{\"role\":\"king\"}").statusCode()).isEqualTo(400);
        assertThat(order("POST", "/api/v1/channels/rules/signed-urls", "{\"expiresIn\":1}")
                        .body())
                .isEqualTo("expiresIn: 1 (expected: 10 to 31622400 seconds).\n");
        assertThat(order("POST", "/api/v1/channels/rules/signed-urls", "{\"address\":\"example.org\"}")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> read = order("GET", path, "");
        String tag = read.headers().firstValue("ETag").orElseThrow();
        json(order("PATCH", path, "{\"role\":\"teacher\"}"));
        assertThat(server.send(
                                "PATCH",
                                path,
                                "{\"role\":\"student\"}",
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                tag,
                                "Authorization",
                                "Bearer " + server.token())
                        .statusCode())
                .isEqualTo(412);
    }
}
