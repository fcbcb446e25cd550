package io.rostrum.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The chat over sockets: one server, a room of its own for each test.
@ExtendWith(LeakGuard.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
@Timeout(60)
class ChatSocketTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static Instant recordingStart = Instant.EPOCH;
    private static HttpClient client;
    private static String[] owner;

    @BeforeAll
    static void start() throws Exception {
        client = HttpClient.newHttpClient();
        Path recordings = Files.createDirectories(directory.resolve("recordings"));
        Files.write(recordings.resolve("hour.mp4"), new byte[1]);
        recordingStart = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        Files.writeString(
                recordings.resolve("hour.json"),
                "{\"stream\":\"replay\",\"container\":\"mp4\",\"state\":\"finished\",\"startedAt\":\"" + recordingStart
                        + "\",\"durationMillis\":3600000,\"bytes\":1,\"gaps\":[{\"atMillis\":500,"
                        + "\"awayMillis\":9000,\"since\":\"2026-11-21T12:00:01Z\"}]}");
        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
        String code =
                json(server.operate("POST", "/claim-code", "")).get("code").getAsString();
        owner = signedIn(server.send(
                "POST",
                "/api/v1/claim",
                "{\"code\":\"" + code + "\",\"name\":\"Ada\",\"password\":\"correct horse\"}",
                "Content-Type",
                "application/json"));
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        server.close();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String[] signedIn(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new String[] {
            "Cookie", cookie.substring(0, cookie.indexOf(';')),
            "X-Rostrum-Proof", json(answer).get("proof").getAsString(),
            "Content-Type", "application/json"
        };
    }

    private static ChatClient guest(String room) {
        return ChatClient.connect(client, server, "/live/" + room + "/chat");
    }

    private static ChatClient ada(String room) {
        return ChatClient.connect(client, server, "/live/" + room + "/chat", owner[0], owner[1]);
    }

    private static Upload live(String room) throws Exception {
        return live(room, "");
    }

    /// @param key with the `?key=` before it; empty where the stream has none
    private static Upload live(String room, String key) throws Exception {
        Upload upload = server.post("/live/" + room + ".flv" + key);
        upload.write(FLV);
        await().atMost(RunningServer.PATIENCE)
                .until(() -> server.send("GET", "/api/v1/streams/" + room, "").statusCode() == 200);
        return upload;
    }

    private static String why(JsonObject answer) {
        assertThat(ChatClient.type(answer)).as(answer.toString()).isEqualTo("refused");
        return answer.get("why").getAsString();
    }

    private static long id(JsonObject answer) {
        assertThat(ChatClient.type(answer)).as(answer.toString()).isEqualTo("said");
        return answer.get("id").getAsLong();
    }

    @Test
    void guestsAndAccountsTalkWhileTheStreamIsLive() throws Exception {
        try (Upload _ = live("talk");
                ChatClient tom = guest("talk");
                ChatClient ada = ada("talk")) {
            assertThat(why(tom.say("too early"))).isEqualTo("not-joined");
            JsonObject you = tom.join("Tom", "");
            assertThat(you.get("ticket").getAsString()).matches("[0-9a-f]{32}");
            assertThat(you.get("moderator").getAsBoolean()).isFalse();
            assertThat(ada.awaitType("welcome")
                            .getAsJsonObject("you")
                            .get("role")
                            .getAsString())
                    .isEqualTo("owner");

            long first = id(tom.say("<img src=x onerror=alert(1)> \uD83D\uDC4B"));
            long second = id(ada.say("@Tom hello"));
            assertThat(second).isGreaterThan(first);
            tom.awaitText("@Tom hello");
            ada.awaitText("<img src=x onerror=alert(1)> \uD83D\uDC4B");
            JsonObject message = tom.messages().getLast();
            assertThat(message.get("role").getAsString()).isEqualTo("owner");
            assertThat(message.get("streamMillis").getAsLong()).isNotNegative();
            assertThat(message.has("address")).isFalse();

            assertThat(why(guest("talk").join("Ada", "")))
                    .as("an account's name")
                    .isEqualTo("nick");
            assertThat(why(guest("talk").join("T0m", ""))).as("nearly Tom's").isEqualTo("nick");
            try (ChatClient again = guest("talk")) {
                String ticket = ",\"ticket\":\"" + you.get("ticket").getAsString() + "\"";
                assertThat(ChatClient.type(again.join("Tom", ticket))).isEqualTo("you");
            }
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissedOnceAndLearnsWhatIsGone() {
        try (ChatClient ada = ada("back")) {
            id(ada.say("one"));
            long deleted = id(ada.say("two"));
            long last = id(ada.say("three"));
            assertThat(ada.texts()).containsExactly("one", "two", "three");
            assertThat(ChatClient.type(ada.ask("{\"type\":\"delete\",\"id\":" + deleted + "}")))
                    .isEqualTo("done");
            assertThat(ada.awaitType("gone").getAsJsonArray("ids").get(0).getAsLong())
                    .isEqualTo(deleted);
            id(ada.say("four"));
            try (ChatClient tom = ChatClient.connect(client, server, "/live/back/chat?after=" + last)) {
                assertThat(tom.texts()).containsExactly("four");
                JsonObject welcome = tom.awaitType("welcome");
                assertThat(welcome.getAsJsonArray("kept")).hasSize(2).doesNotContain(new JsonPrimitive(deleted));
                assertThat(welcome.get("missed").getAsBoolean()).isFalse();
                id(ada.say("five"));
                tom.awaitText("five");
                assertThat(tom.texts()).containsExactly("four", "five");
            }
        }
    }

    @Test
    void guestsOnlyReadWhileTheStreamIsNotLive() throws Exception {
        try (ChatClient tom = guest("closed")) {
            assertThat(tom.awaitType("welcome").get("open").getAsBoolean()).isFalse();
            tom.join("Tom", "");
            assertThat(why(tom.say("anybody?"))).isEqualTo("closed");
            try (Upload _ = live("closed")) {
                assertThat(tom.awaitType("open").get("open").getAsBoolean()).isTrue();
                id(tom.say("hello"));
            }
        }
    }

    @Test
    void moderatorsRuleTheRoomOverRestToo() throws Exception {
        String path = "/api/v1/streams/rest/chat";
        try (Upload _ = live("rest");
                ChatClient tom = guest("rest")) {
            tom.join("Tom", "");
            long rude = id(tom.say("rude"));
            assertThat(why(tom.ask("{\"type\":\"clear\"}"))).isEqualTo("forbidden");
            assertThat(server.send("DELETE", path + "/messages", "").statusCode())
                    .isEqualTo(401);

            assertThat(json(server.send(
                                    "PATCH",
                                    path + "/rules",
                                    "{\"slowSeconds\":600,\"blockedWords\":[\"rude\"]}",
                                    owner))
                            .get("slowSeconds")
                            .getAsInt())
                    .isEqualTo(600);
            JsonObject rules = tom.awaitType("rules");
            assertThat(rules.get("slowSeconds").getAsInt()).isEqualTo(600);
            assertThat(rules.has("blockedWords")).as("for moderators only").isFalse();
            JsonObject slow = tom.say("again");
            assertThat(why(slow)).isEqualTo("slow");
            assertThat(slow.get("retryMillis").getAsLong()).isBetween(500_000L, 600_000L);

            String ban = "{\"message\":" + rude + ",\"seconds\":60,\"reason\":\"calm down\"}";
            JsonArray made =
                    json(server.send("POST", path + "/bans", ban, owner)).getAsJsonArray("bans");
            JsonObject muted = tom.awaitType("muted").getAsJsonObject("muted");
            assertThat(muted.get("reason").getAsString()).isEqualTo("calm down");
            assertThat(why(tom.say("but"))).isEqualTo("banned");
            assertThat(json(server.send("GET", path + "/bans", "", owner)).getAsJsonArray("bans"))
                    .isEqualTo(made);
            String id = made.get(0).getAsJsonObject().get("id").getAsString();
            assertThat(server.send("DELETE", path + "/bans/" + id, "", owner).statusCode())
                    .isEqualTo(204);
            tom.awaitAny(message -> ChatClient.type(message).equals("muted") && !message.has("muted"));
            assertThat(server.send("DELETE", path + "/messages/" + rude, "", owner)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(server.send("DELETE", path + "/messages/" + rude, "", owner)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(server.send("DELETE", path + "/messages", "", owner).statusCode())
                    .isEqualTo(204);
            tom.awaitType("cleared");
            assertThat(server.send("GET", "/api/v1/audit", "", owner).body())
                    .contains(
                            "chat rules",
                            "chat timeout until",
                            "chat ban lifted",
                            "chat message deleted",
                            "chat cleared")
                    .contains("rest: nick of Tom");
        }
    }

    @Test
    void moderatorsRuleTheRoomFromWithin() throws Exception {
        try (Upload _ = live("within");
                ChatClient ada = ada("within");
                ChatClient tom = guest("within")) {
            tom.join("Tom", "");
            long rude = id(tom.say("rude"));
            assertThat(why(ada.ask("{\"type\":\"timeout\",\"id\":" + rude + "}")))
                    .isEqualTo("bad");
            assertThat(ChatClient.type(ada.ask("{\"type\":\"ban\",\"id\":" + rude + ",\"what\":\"address\"}")))
                    .isEqualTo("done");
            assertThat(tom.awaitType("muted").getAsJsonObject("muted").has("until"))
                    .isFalse();
            JsonArray bans = json(server.send("GET", "/api/v1/streams/within/chat/bans", "", owner))
                    .getAsJsonArray("bans");
            String id = bans.get(0).getAsJsonObject().get("id").getAsString();
            assertThat(ChatClient.type(ada.ask("{\"type\":\"unban\",\"ban\":\"" + id + "\"}")))
                    .isEqualTo("done");
            assertThat(ChatClient.type(ada.ask("{\"type\":\"rules\",\"rules\":{\"membersOnly\":true}}")))
                    .isEqualTo("done");
            assertThat(why(tom.say("hello"))).isEqualTo("members");
        }
    }

    private static ChatClient studio(String room, String token) {
        return ChatClient.connect(client, server, "/live/" + room + "/chat", "Authorization", "Bearer " + token);
    }

    private static int refusedWith(ThrowingCallable connecting) {
        return Objects.requireNonNull(
                        (WebSocketHandshakeException) catchThrowable(connecting).getCause())
                .getResponse()
                .statusCode();
    }

    @Test
    void aPairedStudioModeratesTheRoomOfItsOwnStreamUntilItIsRevoked() throws Exception {
        String code = json(server.send("POST", "/api/v1/devices/codes", "{\"stream\":\"paired\"}", owner))
                .get("code")
                .getAsString();
        JsonObject device = json(server.send(
                "POST",
                "/api/v1/pair",
                "{\"code\":\"" + code + "\",\"name\":\"Ada\"}",
                "Content-Type",
                "application/json"));
        String token = device.get("token").getAsString();
        assertThat(server.send(
                                "PATCH",
                                "/api/v1/channels/paired/access",
                                "{\"watchers\":\"members\",\"role\":\"owner\"}",
                                owner)
                        .statusCode())
                .isEqualTo(200);
        assertThat(refusedWith(() -> studio("paired", "rdt_wrong"))).isEqualTo(401);
        assertThat(refusedWith(() -> guest("paired"))).isEqualTo(401);
        try (ChatClient studio = studio("paired", token)) {
            studio.awaitType("welcome");
        }
        server.send("PATCH", "/api/v1/channels/paired/access", "{\"watchers\":\"anyone\"}", owner);
        try (Upload _ = live("paired", "?key=" + device.get("key").getAsString());
                ChatClient studio = studio("paired", token);
                ChatClient ada = ada("paired");
                ChatClient tom = guest("paired")) {
            JsonObject you = studio.awaitType("welcome").getAsJsonObject("you");
            assertThat(you.get("nick").getAsString()).as("not Ada's").isEqualTo("Ada (device)");
            assertThat(you.get("role").getAsString()).isEqualTo("teacher");
            assertThat(you.get("moderator").getAsBoolean()).isTrue();
            studio.say("welcome to you all");
            tom.awaitText("welcome to you all");

            tom.join("Tom", "");
            long rude = id(tom.say("rude"));
            assertThat(ChatClient.type(studio.ask("{\"type\":\"timeout\",\"id\":" + rude + ",\"seconds\":60}")))
                    .isEqualTo("done");
            assertThat(why(tom.say("but"))).isEqualTo("banned");
            assertThat(ChatClient.type(studio.ask("{\"type\":\"delete\",\"id\":" + rude + "}")))
                    .isEqualTo("done");
            tom.awaitType("gone");
            assertThat(ChatClient.type(studio.ask("{\"type\":\"rules\",\"rules\":{\"slowSeconds\":10}}")))
                    .isEqualTo("done");
            long above = id(ada.say("an owner's"));
            assertThat(why(studio.ask("{\"type\":\"delete\",\"id\":" + above + "}")))
                    .isEqualTo("forbidden");
            assertThat(why(studio.ask("{\"type\":\"ban\",\"id\":" + above + "}")))
                    .isEqualTo("forbidden");

            assertThat(refusedWith(() -> studio("other", token))).isEqualTo(403);
            assertThat(refusedWith(() -> studio("paired", "rdt_wrong"))).isEqualTo(401);
            String path = "/api/v1/devices/" + device.get("id").getAsString();
            assertThat(server.send("DELETE", path, "", owner).statusCode()).isEqualTo(204);
            assertThat(studio.awaitClose()).isEqualTo(4401);
            assertThat(refusedWith(() -> studio("paired", token))).isEqualTo(401);
        }
    }

    @Test
    void aPairedStudioNeedsNoPasswordForTheChatOfItsOwnStream() throws Exception {
        String code = json(server.send("POST", "/api/v1/devices/codes", "{\"stream\":\"behind-a-door\"}", owner))
                .get("code")
                .getAsString();
        String token = json(server.send(
                        "POST",
                        "/api/v1/pair",
                        "{\"code\":\"" + code + "\",\"name\":\"Ada\"}",
                        "Content-Type",
                        "application/json"))
                .get("token")
                .getAsString();
        String[] doors = {"behind-a-door", "another-door"};
        for (String stream : doors) {
            json(server.send(
                    "PATCH",
                    "/api/v1/channels/" + stream + "/access",
                    "{\"watchers\":\"password\",\"password\":\"open sesame\"}",
                    owner));
        }
        assertThat(refusedWith(() -> guest("behind-a-door"))).isEqualTo(401);
        assertThat(refusedWith(() -> studio("behind-a-door", "rdt_wrong"))).isEqualTo(401);
        assertThat(refusedWith(() -> studio("another-door", token))).isEqualTo(403);
        try (ChatClient studio = studio("behind-a-door", token)) {
            assertThat(ChatClient.type(studio.say("who is there"))).isEqualTo("said");
        }
    }

    @Test
    void pagesOfOtherSitesAndOtherRequestsAreRefused() throws Exception {
        assertThatThrownBy(() -> ChatClient.connect(
                        client, server, "/live/talk/chat", "Origin", "https://evil.example", owner[0], owner[1]))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
        assertThat(server.send("GET", "/live/talk/chat", "").statusCode()).isEqualTo(426);
        assertThat(server.send("GET", "/live/.talk/chat.json", "").statusCode()).isEqualTo(404);
    }

    @Test
    void nonsenseIsRefusedAndFloodsAreCutOff() {
        try (ChatClient noisy = guest("noise")) {
            for (String text : List.of("", "nonsense", "[]", "{}", "{\"type\":1}", "{\"type\":\"say\",\"id\":\"x\"}")) {
                noisy.send(text);
            }
            noisy.send("[".repeat(4_000));
            assertThat(noisy.awaitType("refused").get("why").getAsString()).isEqualTo("bad");
            for (int i = 0; i < 40; i++) {
                try {
                    noisy.send("{\"type\":\"no-such\"}");
                } catch (CompletionException e) {
                    break; // it is closed already
                }
            }
            assertThat(noisy.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void olderMessagesAreReadInPages() throws IOException, InterruptedException {
        try (ChatClient ada = ada("pages")) {
            long first = id(ada.say("one"));
            long second = id(ada.say("two"));
            JsonObject page = json(server.send("GET", "/live/pages/chat.json?before=" + second, ""));
            assertThat(page.get("more").getAsBoolean()).isFalse();
            assertThat(page.getAsJsonArray("messages")).hasSize(1);
            assertThat(page.getAsJsonArray("messages")
                            .get(0)
                            .getAsJsonObject()
                            .get("id")
                            .getAsLong())
                    .isEqualTo(first);
            assertThat(server.send("GET", "/live/pages/chat.json?before=x", "").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatWasSaidStandsBesideTheRecordingWhereItWasSaid() throws Exception {
        try (ChatClient ada = ada("replay")) {
            long first = id(ada.say("one"));
            long at = ada.awaitType("message").get("at").getAsLong();
            id(ada.say("two"));
            long position = at - recordingStart.toEpochMilli() - 9_000;

            JsonObject page = json(server.send("GET", "/vod/hour/chat.json", ""));
            assertThat(page.get("more").getAsBoolean()).isFalse();
            assertThat(page.getAsJsonArray("messages")).hasSize(2);
            JsonObject message = page.getAsJsonArray("messages").get(0).getAsJsonObject();
            assertThat(message.get("position").getAsLong()).isEqualTo(position);

            assertThat(json(server.send("GET", "/vod/hour/chat.json?from=" + (position + 5_000), ""))
                            .getAsJsonArray("messages"))
                    .isEmpty();
            assertThat(json(server.send("GET", "/vod/hour/chat.json?after=" + first, ""))
                            .getAsJsonArray("messages"))
                    .hasSize(1);
            assertThat(server.send("GET", "/vod/none/chat.json", "").statusCode())
                    .isEqualTo(404);
        }
    }

    /// The last one, for it stops the server.
    @Test
    void zRoomsAreAsTheyWereAfterARestart() throws Exception {
        ChatClient ada = ada("restart");
        long said = id(ada.say("before"));
        ada.ask("{\"type\":\"rules\",\"rules\":{\"slowSeconds\":5}}");
        server.close();
        assertThat(ada.awaitClose()).isEqualTo(1001);

        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
        try (ChatClient again =
                        ChatClient.connect(client, server, "/live/restart/chat?after=" + said, owner[0], owner[1]);
                ChatClient newcomer = guest("restart")) {
            assertThat(again.texts()).isEmpty();
            assertThat(newcomer.texts()).containsExactly("before");
            assertThat(newcomer.awaitType("welcome")
                            .getAsJsonObject("rules")
                            .get("slowSeconds")
                            .getAsInt())
                    .isEqualTo(5);
            assertThat(id(again.say("after"))).isGreaterThan(said);
        }
    }
}
