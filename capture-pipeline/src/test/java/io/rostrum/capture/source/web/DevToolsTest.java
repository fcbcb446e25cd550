package io.rostrum.capture.source.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against the other end of two pipes; the messages are those of the Chrome DevTools Protocol 1.3.
class DevToolsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final OutputStream answers = new PipedOutputStream();
    private final InputStream commands = new PipedInputStream();
    private final AtomicInteger ends = new AtomicInteger();
    private final DevTools devTools;

    DevToolsTest() throws IOException {
        devTools = new DevTools(
                new PipedInputStream((PipedOutputStream) answers, 1 << 16),
                new PipedOutputStream((PipedInputStream) commands),
                ends::incrementAndGet);
    }

    @AfterEach
    void hangUp() throws IOException {
        devTools.close();
        answers.close();
    }

    private String command() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int letter = commands.read(); letter > 0; letter = commands.read()) {
            text.append((char) letter);
        }
        return text.toString();
    }

    private void say(String... parts) throws IOException {
        for (String part : parts) {
            answers.write(part.getBytes(StandardCharsets.UTF_8));
            answers.flush();
        }
    }

    /// Keeps what it is told.
    private static DevTools.Listener into(Queue<String> told) {
        return new DevTools.Listener() {
            @Override
            public void event(String method, JsonObject params) {
                told.add(method + " " + params);
            }

            @Override
            public void ended() {
                told.add("ended");
            }
        };
    }

    @Test
    void commandsGetTheirAnswersHoweverTheyAreCutAndOrdered() throws Exception {
        CompletableFuture<JsonObject> first = devTools.send("", "Browser.getVersion", new JsonObject());
        CompletableFuture<JsonObject> second = devTools.send("S1", "Page.enable", new JsonObject());
        assertThat(command()).isEqualTo("{\"id\":1,\"method\":\"Browser.getVersion\",\"params\":{}}");
        assertThat(command()).isEqualTo("{\"id\":2,\"method\":\"Page.enable\",\"params\":{},\"sessionId\":\"S1\"}");
        say(
                "{\"id\":2,\"res",
                "ult\":{\"é\":1}}\0{\"id\":1,\"error\":{\"code\":-32000,\"message\":\"Not",
                " allowed\"}}\0");
        assertThat(second.get().get("é").getAsInt()).isEqualTo(1);
        assertThat(first).failsWithin(LONG).withThrowableThat().withMessageContaining("Not allowed");
    }

    @Test
    void whoListensToASessionIsToldItsEventsAndItsEnd() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        devTools.listen("S1", into(told));
        say(
                "{\"method\":\"Page.loadEventFired\",\"params\":{\"timestamp\":1},\"sessionId\":\"S2\"}\0",
                "{\"method\":\"Page.loadEventFired\",\"params\":{\"timestamp\":2},\"sessionId\":\"S1\"}\0",
                "{\"method\":\"Target.detachedFromTarget\",\"params\":{\"sessionId\":\"S1\"}}\0");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(told)
                        .containsExactlyElementsOf(List.of("Page.loadEventFired {\"timestamp\":2}", "ended")));
    }

    @Test
    void theEndOfTheOtherSideEndsAllThatWaits() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        devTools.listen("S1", into(told));
        CompletableFuture<JsonObject> waits = devTools.send("", "Browser.getVersion", new JsonObject());
        answers.close();
        assertThat(waits).failsWithin(LONG).withThrowableThat().withMessageContaining("the browser has ended");
        await().atMost(LONG).until(() -> told.contains("ended") && ends.get() == 1);
        assertThat(devTools.send("", "Browser.getVersion", new JsonObject())).isCompletedExceptionally();
        Queue<String> late = new ConcurrentLinkedQueue<>();
        devTools.listen("S2", into(late));
        assertThat(late).containsExactly("ended");
    }

    @Test
    void whatWasAskedOfAPageThatIsGoneFailsAtOnceAndOfOthersWaits() throws Exception {
        CompletableFuture<JsonObject> forgotten = devTools.send("S1", "Page.captureScreenshot", new JsonObject());
        CompletableFuture<JsonObject> detached = devTools.send("S2", "Page.captureScreenshot", new JsonObject());
        CompletableFuture<JsonObject> other = devTools.send("S3", "Page.captureScreenshot", new JsonObject());
        devTools.forget("S1");
        say("{\"method\":\"Target.detachedFromTarget\",\"params\":{\"sessionId\":\"S2\"}}\0");
        assertThat(forgotten).failsWithin(LONG).withThrowableThat().withMessageContaining("the page is gone");
        assertThat(detached).failsWithin(LONG).withThrowableThat().withMessageContaining("the page is gone");
        say("{\"id\":1,\"result\":{}}\0{\"id\":3,\"result\":{\"data\":\"AA==\"}}\0");
        assertThat(other.get().get("data").getAsString()).isEqualTo("AA==");
    }

    @Test
    void whatIsNoMessageEndsTheConnection() throws Exception {
        say("no JSON\0");
        await().atMost(LONG).until(() -> ends.get() == 1);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLong() {
        assertThatThrownBy(() -> devTools.call("", "Page.enable", new JsonObject(), Duration.ofMillis(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("Page.enable: no answer within 1 ms");
    }
}
