package io.rostrum.studio.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.RemoteDesk;
import io.rostrum.studio.engine.RemoteState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Programs over the wire, by the WebSocket of the JDK.
final class RemoteControlTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final FakeStudio studio = FakeStudio.busy();
    private final RemoteDesk desk = studio.remote();
    private final RemoteControl control = new RemoteControl(studio);
    private final HttpClient web = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        control.close();
        web.close();
    }

    /// One program. Its last word is why it was disconnected.
    private static final class Program implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                heard.add(JsonParser.parseString(part.toString()).getAsJsonObject());
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            byte[] packed = new byte[bytes.remaining()];
            bytes.get(packed);
            whole.writeBytes(packed);
            if (last) {
                try {
                    heard.add(PackedJson.read(whole.toByteArray()).getAsJsonObject());
                } catch (IOException e) {
                    closed.completeExceptionally(e);
                }
                whole.reset();
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }

        JsonObject next() throws InterruptedException {
            JsonObject message = heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message;
        }

        JsonObject next(int op) throws InterruptedException {
            JsonObject message = next();
            while (message.get("op").getAsInt() != op) {
                message = next();
            }
            return message.getAsJsonObject("d");
        }

        int code() throws Exception {
            return closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RemoteState.Listening listening() {
        await().atMost(LIMIT).until(() -> desk.state() instanceof RemoteState.Listening);
        return (RemoteState.Listening) desk.state();
    }

    private void switchOn() throws IOException {
        desk.set(desk.setting().withPort(freePort()).withOn(true));
        listening();
    }

    private WebSocket connect(Program program) {
        return connect(program, "obswebsocket.json");
    }

    private WebSocket connect(Program program, String subprotocol) {
        return web.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .buildAsync(URI.create("ws://127.0.0.1:" + desk.setting().port()), program)
                .join();
    }

    private WebSocket identified(Program program) throws InterruptedException {
        WebSocket socket = connect(program);
        assertThat(socket.getSubprotocol()).isEqualTo("obswebsocket.json");
        socket.sendText(identify(program), true);
        program.next(2);
        return socket;
    }

    private String identify(Program program) throws InterruptedException {
        JsonObject question = program.next(0).getAsJsonObject("authentication");
        Authentication known = new Authentication(
                desk.setting().password(),
                question.get("challenge").getAsString(),
                question.get("salt").getAsString());
        return "{\"op\":1,\"d\":{\"rpcVersion\":1,\"authentication\":\"" + known.expected() + "\"}}";
    }

    private static ByteBuffer packed(String json) {
        return ByteBuffer.wrap(PackedJson.write(JsonParser.parseString(json)));
    }

    @Test
    void aProgramChangesTheStudioAndIsToldOfIt() throws Exception {
        assertThat(desk.state()).as("off by default").isInstanceOf(RemoteState.Off.class);
        switchOn();
        Program program = new Program();
        WebSocket socket = identified(program);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(listening().clients())
                        .extracting(RemoteState.Client::address)
                        .containsExactly("127.0.0.1"));
        socket.sendText(
                "{\"op\":6,\"d\":{\"requestType\":\"SetInputMute\",\"requestId\":1,\"requestData\":{\"inputName\":\"Mic\",\"inputMuted\":true}}}",
                true);
        JsonObject event = program.next(5);
        assertThat(event.get("eventType").getAsString()).isEqualTo("InputMuteStateChanged");
        assertThat(studio.snapshot().channels().getFirst().muted()).isTrue();

        socket.sendBinary(ByteBuffer.wrap(new byte[] {(byte) 0x80}), true);
        assertThat(program.code()).isEqualTo(4002);
        await().atMost(LIMIT).until(() -> listening().clients().isEmpty());
    }

    @Test
    void aProgramMaySpeakMessagePack() throws Exception {
        switchOn();
        Program program = new Program();
        WebSocket socket = connect(program, "obswebsocket.msgpack");
        assertThat(socket.getSubprotocol()).isEqualTo("obswebsocket.msgpack");
        socket.sendBinary(packed(identify(program)), true).join();
        program.next(2);
        socket.sendBinary(
                        packed(
                                "{'op':6,'d':{'requestType':'SetInputMute','requestId':'1','requestData':{'inputName':'Mic','inputMuted':true}}}"
                                        .replace('\'', '"')),
                        true)
                .join();
        assertThat(program.next(7).getAsJsonObject("requestStatus").get("code").getAsInt())
                .isEqualTo(100);
        assertThat(studio.snapshot().channels().getFirst().muted()).isTrue();

        socket.sendText("{}", true);
        assertThat(program.code()).isEqualTo(4002);
    }

    @Test
    void whoDoesNotKnowThePasswordAndWhoSendsTooMuchIsDisconnected() throws Exception {
        switchOn();
        Program stranger = new Program();
        connect(stranger)
                .sendText("{\"op\":1,\"d\":{\"rpcVersion\":1,\"authentication\":\"guess\"}}", true)
                .join();
        assertThat(stranger.code()).isEqualTo(4009);
        Program chatterbox = new Program();
        connect(chatterbox).sendText(" ".repeat(RemoteServer.MOST_BYTES + 1), true);
        assertThat(chatterbox.code()).as("too big, RFC 6455 §7.4.1").isEqualTo(1009);
    }

    @Test
    void anotherPasswordAndTheEndOfTheStudioSendEverybodyAway() throws Exception {
        switchOn();
        Program old = new Program();
        identified(old);
        desk.renewPassword();
        assertThat(old.code()).isEqualTo(4011);
        listening();
        Program last = new Program();
        await().atMost(LIMIT).ignoreExceptions().until(() -> identified(last) != null);
        control.close();
        assertThat(last.next(5).get("eventType").getAsString()).isEqualTo("ExitStarted");
        assertThat(last.code()).isEqualTo(1001);
    }

    @Test
    void aPortInUseIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            desk.set(desk.setting().withPort(taken.getLocalPort()).withOn(true));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(desk.state())
                            .isInstanceOfSatisfying(
                                    RemoteState.Failed.class,
                                    failed -> assertThat(failed.why())
                                            .contains("port " + taken.getLocalPort() + " is used by another program")));
        }
        desk.set(desk.setting());
        listening();
    }
}
