package io.rostrum.server.chat;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.server.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Somebody in a chat, over the JDK's own WebSocket.
final class ChatClient implements AutoCloseable {
    private final List<JsonObject> got = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger refs = new AtomicInteger();
    private final WebSocket socket;

    private ChatClient(HttpClient client, URI address, String... fields) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            builder.header(fields[i], fields[i + 1]);
        }
        socket = builder.buildAsync(address, new Listener()).join();
    }

    /// {@return a client that has been welcomed}
    ///
    /// @param fields of the handshake, names and values in turn
    static ChatClient connect(HttpClient client, RunningServer server, String pathAndQuery, String... fields) {
        String address = server.url(pathAndQuery).toString().replaceFirst("^http", "ws");
        ChatClient made = new ChatClient(client, URI.create(address), fields);
        made.awaitType("welcome");
        return made;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                got.add(JsonParser.parseString(text.toString()).getAsJsonObject());
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

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    void send(String json) {
        socket.sendText(json, true).join();
    }

    /// {@return the answer to a command}
    JsonObject ask(String json) {
        String ref = "r" + refs.incrementAndGet();
        send(json.substring(0, json.length() - 1) + ",\"ref\":\"" + ref + "\"}");
        return awaitAny(message ->
                message.has("ref") && message.get("ref").getAsString().equals(ref));
    }

    JsonObject say(String text) {
        return ask("{\"type\":\"say\",\"text\":\"" + text + "\"}");
    }

    /// {@return the answer to a guest's name: `you` or `refused`}
    ///
    /// @param more further fields, each with a comma before it
    JsonObject join(String nick, String more) {
        int before = got.size();
        send("{\"type\":\"join\",\"nick\":\"" + nick + "\"" + more + "}");
        return await().atMost(RunningServer.PATIENCE)
                .until(
                        () -> got.stream()
                                .skip(before)
                                .filter(message -> List.of("you", "refused").contains(type(message)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    JsonObject awaitType(String type) {
        return awaitAny(message -> type(message).equals(type));
    }

    JsonObject awaitAny(Predicate<JsonObject> wanted) {
        return await().atMost(RunningServer.PATIENCE)
                .until(() -> got.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    static String type(JsonObject message) {
        return message.get("type").getAsString();
    }

    /// {@return all messages it has, the welcome's first}
    List<JsonObject> messages() {
        return got.stream()
                .flatMap(message -> switch (type(message)) {
                    case "welcome" ->
                        message.getAsJsonArray("messages").asList().stream().map(one -> one.getAsJsonObject());
                    case "message" -> Stream.of(message);
                    default -> Stream.<JsonObject>empty();
                })
                .toList();
    }

    List<String> texts() {
        return messages().stream()
                .map(message -> message.get("text").getAsString())
                .toList();
    }

    void awaitText(String text) {
        await().atMost(RunningServer.PATIENCE).until(() -> texts().contains(text));
    }

    /// {@return the status it was closed with}
    int awaitClose() {
        return closed.orTimeout(RunningServer.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
