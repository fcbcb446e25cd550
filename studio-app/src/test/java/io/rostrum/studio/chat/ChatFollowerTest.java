package io.rostrum.studio.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.rostrum.studio.chat.ChatAnswer.Why;
import io.rostrum.studio.chat.ScriptedChat.Handshake;
import io.rostrum.studio.engine.ScheduleDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The follower against a server that does what servers do.
@Timeout(30)
class ChatFollowerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScheduleDesk desk = new ScheduleDesk(() -> {});
    private final ScriptedChat server = new ScriptedChat();
    private ChatFollower follower = follower(LONG, LONG, LONG);

    ChatFollowerTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        follower.close();
        server.close();
    }

    /// {@return one that gives up after these times and tries again at once}
    private ChatFollower follower(Duration handshake, Duration silence, Duration answer) {
        return new ChatFollower(
                desk,
                () -> {},
                new ChatFollower.Pace(
                        Duration.ofMillis(10),
                        handshake,
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        silence,
                        answer));
    }

    private void follow(ChatFollower another) {
        follower.close();
        follower = another;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5));
    }

    private void connected() {
        desk.pair(server.paired());
        follower.follow(true);
        soon().until(() -> follower.view().state() instanceof ChatState.Connected);
    }

    private void shows(String... texts) {
        soon().untilAsserted(() -> assertThat(follower.view().messages())
                .extracting(ChatMessage::text)
                .containsExactly(texts));
    }

    private static ChatAnswer answer(CompletableFuture<ChatAnswer> asked) {
        return asked.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void itSaysItsTokenReadsWhatThereIsAndFollowsWhatComes() {
        server.welcomes(ScriptedChat.welcome(
                ScriptedChat.message(1, "Bea", "hello") + "," + ScriptedChat.message(2, "Cem", "hi")));
        connected();
        assertThat(server.asked()).containsExactly("GET /tv/live/maths/chat HTTP/1.1 Bearer rdt_secret");
        assertThat(follower.view().nick()).isEqualTo("Studio of Ada (device)");
        assertThat(follower.view().moderator()).isTrue();
        server.say(ScriptedChat.message(3, "Bea", "x".repeat(500)));
        server.say("{\"type\":\"a type of a newer server\",\"id\":9}");
        server.say("{\"type\":\"gone\",\"ids\":[2]}");
        server.say("{\"type\":\"rules\",\"slowSeconds\":30,\"links\":false,\"membersOnly\":false}");
        server.say("{\"type\":\"open\",\"open\":false}");
        soon().until(() -> !follower.view().open());
        shows("hello", "x".repeat(500));
        assertThat(follower.view().slowSeconds()).isEqualTo(30);
        server.say("{\"type\":\"cleared\",\"upTo\":3}");
        shows();
    }

    @Test
    void whatItSaysIsAnsweredOrRefusedOrLost() {
        server.answers(said -> {
            String ref = said.get("ref").getAsString();
            return switch (said.get("type").getAsString()) {
                case "say" -> List.of("{\"type\":\"said\",\"ref\":\"" + ref + "\",\"id\":7}");
                case "delete" ->
                    List.of("{\"type\":\"refused\",\"ref\":\"" + ref
                            + "\",\"why\":\"missing\",\"words\":\"There is no such message.\"}");
                case "timeout" ->
                    List.of("{\"type\":\"refused\",\"ref\":\"" + ref
                            + "\",\"why\":\"rate\",\"words\":\"no\",\"retryMillis\":1500}");
                case "rules" -> List.of("{\"type\":\"done\",\"ref\":\"" + ref + "\"}");
                default -> List.of(); // never answers
            };
        });
        assertThat(answer(follower.say("too early"))).isEqualTo(new ChatAnswer.Lost());
        server.welcomes(ScriptedChat.welcome(ScriptedChat.message(5, "Bea", "rude")));
        connected();
        ChatMessage rude = follower.view().messages().getFirst();
        assertThat(answer(follower.say("hello \"all\" 🙂"))).isEqualTo(new ChatAnswer.Done());
        assertThat(answer(follower.delete(rude)))
                .isEqualTo(new ChatAnswer.Refused(Why.MISSING, "There is no such message.", Duration.ZERO));
        assertThat(answer(follower.timeOut(rude, Duration.ofMinutes(10))))
                .isEqualTo(new ChatAnswer.Refused(Why.RATE, "no", Duration.ofMillis(1_500)));
        assertThat(answer(follower.slow(15))).isEqualTo(new ChatAnswer.Done());
        CompletableFuture<ChatAnswer> cut = follower.ban(rude);
        soon().until(() -> server.heard().size() == 5);
        assertThat(server.heard())
                .extracting(said -> without(said, "ref"))
                .containsExactly(
                        "{\"type\":\"say\",\"text\":\"hello \\\"all\\\" 🙂\"}",
                        "{\"type\":\"delete\",\"id\":5}",
                        "{\"type\":\"timeout\",\"id\":5,\"seconds\":600}",
                        "{\"type\":\"rules\",\"rules\":{\"slowSeconds\":15}}",
                        "{\"type\":\"ban\",\"id\":5}");
        server.drop();
        assertThat(answer(cut)).isEqualTo(new ChatAnswer.Lost());
    }

    @Test
    void whatIsNeverAnsweredIsLost() {
        follow(follower(LONG, LONG, SHORT));
        server.welcomes(ScriptedChat.welcome(ScriptedChat.message(5, "Bea", "rude")));
        connected();
        assertThat(answer(follower.ban(follower.view().messages().getFirst()))).isEqualTo(new ChatAnswer.Lost());
        assertThat(follower.view().state()).isInstanceOf(ChatState.Connected.class);
    }

    private static String without(JsonObject said, String field) {
        JsonObject copy = said.deepCopy();
        copy.remove(field);
        return copy.toString();
    }

    @Test
    void itComesBackAfterEachEndAndAsksForWhatItHasNot() {
        server.welcomes(ScriptedChat.welcome(
                ScriptedChat.message(1, "Bea", "one") + "," + ScriptedChat.message(2, "Bea", "two")));
        connected();
        server.welcomes(ScriptedChat.welcome(
                ScriptedChat.message(3, "Bea", "three"), "\"missed\":false,\"older\":false,\"kept\":[2]"));
        server.drop();
        shows("two", "three");
        assertThat(server.asked().getLast()).startsWith("GET /tv/live/maths/chat?after=2 ");
        server.welcomes(ScriptedChat.welcome("", "\"missed\":false,\"older\":true,\"kept\":[3]"));
        server.closeAll(1001);
        soon().until(() -> server.asked().size() == 3);
        soon().until(() -> follower.view().state() instanceof ChatState.Connected);
        server.say("this is no JSON of the protocol");
        soon().until(() -> server.asked().size() == 4);
        soon().until(() -> follower.view().state() instanceof ChatState.Connected);
        shows("two", "three");
    }

    @Test
    void aServerThatHangsIsGivenUpAndTriedAgain() {
        follow(follower(SHORT, SHORT, LONG));
        server.handshake(Handshake.HANG);
        desk.pair(server.paired());
        follower.follow(true);
        soon().until(() -> server.asked().size() >= 2);
        soon().until(() -> follower.view().state() instanceof ChatState.Waiting);
        server.handshake(Handshake.TAKE);
        soon().until(() -> follower.view().state() instanceof ChatState.Connected);
        int before = server.asked().size();
        soon().until(() -> server.asked().size() > before); // it never asks whether the client is there
        soon().until(() -> follower.view().state() instanceof ChatState.Connected);
    }

    @Test
    void aServerThatDoesNotKnowItIsNotAskedAgainUntilItIsPairedAnew() throws IOException {
        connected();
        server.handshake(Handshake.UNKNOWN_DEVICE);
        server.closeAll(4401);
        soon().until(() -> follower.view().state() instanceof ChatState.Unpaired);
        follower.retry();
        soon().until(() -> server.asked().size() == 2);
        soon().until(() -> follower.view().state() instanceof ChatState.Unpaired);
        try (ScriptedChat other = new ScriptedChat()) {
            desk.pair(other.paired());
            soon().until(() -> follower.view().state() instanceof ChatState.Connected);
            desk.forget();
            soon().until(() -> follower.view().state() instanceof ChatState.NotPaired);
            assertThat(follower.view().messages()).isEmpty();
        }
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void whereThereIsNoChatOrAnotherOneThatIsSaid() {
        server.handshake(Handshake.NO_CHAT);
        desk.pair(server.paired());
        follower.follow(true);
        soon().until(() -> follower.view().state() instanceof ChatState.NoChat);
        server.welcomes(ScriptedChat.welcome("").replace("\"version\":1", "\"version\":2"));
        server.handshake(Handshake.TAKE);
        follower.retry();
        soon().until(() -> follower.view().state() instanceof ChatState.OtherVersion);
    }
}
