package io.rostrum.studio.chat;

import com.google.gson.JsonObject;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the chat of the stream that the studio was paired for, for as long as somebody looks at it:
/// connects, comes back after every end of the connection without losing or doubling a message, and
/// asks what it is told to.
///
/// A server that is away, hangs or refuses holds up nobody: all of it happens on a thread of its own,
/// and shows in [#view()]. Thread-safe; no call but [#close()] blocks.
public final class ChatFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChatFollower.class);
    private static final long STOP_SECONDS = 2;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /// How the server closes when the device was revoked.
    private static final int REVOKED = 4401;
    /// Of one message of the server: a welcome with 200 messages of 500 code points.
    private static final int MOST_LETTERS = 2 << 20;
    private static final int MOST_ASKED = 32;

    private final ScheduleDesk desk;
    private final Runnable changed;
    private final Pace pace;
    private final HttpClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-chat").daemon().factory());
    private volatile ChatView view = ChatView.NOTHING;

    // --- what follows belongs to the thread -------------------------------------------------------------------------
    private boolean following;
    private Optional<Paired> known = Optional.empty();
    private final ChatHistory history = new ChatHistory();
    private final Map<String, Asked> asked = new HashMap<>();
    private ChatState state = new ChatState.NotPaired();
    private @Nullable Connection connection;
    private long room;
    private int tries;
    private Instant nextTry = Instant.MIN;
    private boolean open = true;
    private int slowSeconds;
    private ChatEvent.You you = new ChatEvent.You("", false);
    private long lastRef;

    /// How long things take.
    ///
    /// @param look      between two looks at whether something is due
    /// @param handshake within which a server must have answered to the handshake
    /// @param first     wait after the first connection that failed; doubled each time
    /// @param longest   wait
    /// @param silence   after which a connection is given up: the server asks every 20 s
    /// @param answer    within which something asked is answered
    record Pace(
            Duration look, Duration handshake, Duration first, Duration longest, Duration silence, Duration answer) {
        static final Pace USUAL = new Pace(
                Duration.ofMillis(500),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(50),
                Duration.ofSeconds(10));
    }

    /// Something that the server has yet to answer.
    private record Asked(CompletableFuture<ChatAnswer> answer, long untilNanos) {}

    /// @param desk    knows which server the studio was paired with
    /// @param changed told, on the follower's thread, that [#view()] is another one; must not block
    public ChatFollower(ScheduleDesk desk, Runnable changed) {
        this(desk, changed, Pace.USUAL);
    }

    ChatFollower(ScheduleDesk desk, Runnable changed, Pace pace) {
        this.desk = desk;
        this.changed = changed;
        this.pace = pace;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(pace.handshake())
                .build();
        thread.scheduleWithFixedDelay(this::lookNow, 0, pace.look().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Connects, or lets go of the connection.
    public void follow(boolean on) {
        post(() -> {
            following = on;
            look(Instant.now());
        });
    }

    /// {@return the chat as it is}
    public ChatView view() {
        return view;
    }

    /// Tries again at once where it waits, or was refused.
    public void retry() {
        post(() -> {
            if (connection == null) {
                nextTry = Instant.MIN;
                look(Instant.now());
            }
        });
    }

    /// Says something to everybody.
    public CompletableFuture<ChatAnswer> say(String text) {
        JsonObject command = command("say");
        command.addProperty("text", text);
        return ask(command);
    }

    /// Takes a message away from everybody.
    public CompletableFuture<ChatAnswer> delete(ChatMessage message) {
        return ask(about("delete", message));
    }

    /// Lets whoever said a message say no more for a time.
    public CompletableFuture<ChatAnswer> timeOut(ChatMessage message, Duration time) {
        JsonObject command = about("timeout", message);
        command.addProperty("seconds", time.toSeconds());
        return ask(command);
    }

    /// Lets whoever said a message say no more, until a moderator lets them in again.
    public CompletableFuture<ChatAnswer> ban(ChatMessage message) {
        return ask(about("ban", message));
    }

    /// Lets everybody but moderators write once in so many seconds.
    ///
    /// @param seconds 0 for as often as they like
    public CompletableFuture<ChatAnswer> slow(int seconds) {
        JsonObject rules = new JsonObject();
        rules.addProperty("slowSeconds", seconds);
        JsonObject command = command("rules");
        command.add("rules", rules);
        return ask(command);
    }

    private static JsonObject command(String type) {
        JsonObject command = new JsonObject();
        command.addProperty("type", type);
        return command;
    }

    private static JsonObject about(String type, ChatMessage message) {
        JsonObject command = command(type);
        command.addProperty("id", message.id());
        return command;
    }

    private void post(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            // closed meanwhile: nobody looks any more
        }
    }

    private CompletableFuture<ChatAnswer> ask(JsonObject command) {
        CompletableFuture<ChatAnswer> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> send(command, answer));
        } catch (RejectedExecutionException _) {
            answer.complete(new ChatAnswer.Lost());
        }
        return answer;
    }

    private void send(JsonObject command, CompletableFuture<ChatAnswer> answer) {
        Connection now = connection;
        if (now == null || !(state instanceof ChatState.Connected) || asked.size() >= MOST_ASKED) {
            answer.complete(new ChatAnswer.Lost());
            return;
        }
        String ref = Long.toString(++lastRef);
        command.addProperty("ref", ref);
        asked.put(ref, new Asked(answer, System.nanoTime() + pace.answer().toNanos()));
        now.send(command.toString());
    }

    // --- connecting -------------------------------------------------------------------------------------------------

    private void lookNow() {
        try {
            look(Instant.now());
        } catch (RuntimeException e) { // the next look comes
            log.error("[chat] a defect in following the chat", e);
        }
    }

    private void look(Instant now) {
        Optional<Paired> paired = following ? desk.paired() : Optional.empty();
        if (!paired.equals(known)) {
            known = paired;
            hangUp();
            history.clear();
            room++;
            tries = 0;
            nextTry = Instant.MIN;
            you = new ChatEvent.You("", false);
            stand(new ChatState.NotPaired());
        }
        if (paired.isEmpty()) {
            return;
        }
        if (connection == null) {
            if (!now.isBefore(nextTry)) {
                connect(paired.get());
            }
        } else if (connection.silentNanos() > pace.silence().toNanos()) {
            lost("nothing was heard of the server");
        }
        asked.values().removeIf(one -> {
            boolean late = System.nanoTime() - one.untilNanos() > 0;
            return late && one.answer().complete(new ChatAnswer.Lost());
        });
    }

    private void connect(Paired server) {
        Connection made = new Connection();
        connection = made;
        if (!(state instanceof ChatState.Waiting)) {
            stand(new ChatState.Connecting());
        }
        String after =
                history.newest().isPresent() ? "?after=" + history.newest().getAsLong() : "";
        String address = server.at("live/" + server.stream() + "/chat" + after).toString();
        client.newWebSocketBuilder()
                .connectTimeout(pace.handshake())
                .header("Authorization", "Bearer " + server.token())
                .buildAsync(URI.create("ws" + address.substring("http".length())), made)
                .orTimeout(pace.handshake().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, trouble) -> {
                    if (trouble != null) {
                        post(() -> made.whileCurrent(() -> refused(trouble)));
                    }
                });
    }

    private void refused(Throwable trouble) {
        Throwable cause =
                trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        int status = cause instanceof WebSocketHandshakeException refusal
                ? refusal.getResponse().statusCode()
                : 0;
        switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> unpaired();
            case NOT_FOUND -> {
                hangUp();
                nextTry = Instant.now().plus(pace.longest());
                stand(new ChatState.NoChat());
            }
            default -> lost(status == 0 ? String.valueOf(cause) : "the server answers " + status);
        }
    }

    private void unpaired() {
        log.info("[chat] the server does not know this studio any more");
        hangUp();
        nextTry = Instant.MAX;
        stand(new ChatState.Unpaired());
    }

    private void lost(String why) {
        hangUp();
        Duration wait = pace.first().multipliedBy(1L << Math.min(tries++, 10));
        Duration bounded = wait.compareTo(pace.longest()) < 0 ? wait : pace.longest();
        // not all studios of a server that was away at the same moment
        Duration spread = bounded.multipliedBy(80 + ThreadLocalRandom.current().nextInt(41))
                .dividedBy(100);
        log.debug("[chat] {}; tried again in {}", why, spread);
        nextTry = Instant.now().plus(spread);
        stand(new ChatState.Waiting(nextTry));
    }

    private void hangUp() {
        Connection now = connection;
        connection = null;
        if (now != null) {
            now.end();
        }
        List<Asked> open = List.copyOf(asked.values());
        asked.clear();
        open.forEach(one -> one.answer().complete(new ChatAnswer.Lost()));
    }

    private void stand(ChatState now) {
        state = now;
        publish();
    }

    private void publish() {
        ChatView now = new ChatView(state, room, history.list(), open, slowSeconds, you.moderator(), you.nick());
        if (!now.equals(view)) {
            view = now;
            changed.run();
        }
    }

    // --- what the server says ---------------------------------------------------------------------------------------

    private void heard(ChatEvent event) {
        switch (event) {
            case ChatEvent.Welcome welcome -> welcome(welcome);
            case ChatEvent.Said(ChatMessage message) -> history.add(message);
            case ChatEvent.Gone(List<Long> ids) -> history.remove(ids);
            case ChatEvent.Cleared(long upTo) -> history.removeUpTo(upTo);
            case ChatEvent.Slow(int seconds) -> slowSeconds = seconds;
            case ChatEvent.Open(boolean now) -> open = now;
            case ChatEvent.You now -> you = now;
            case ChatEvent.Answered(String ref, ChatAnswer answer) -> {
                Asked one = asked.remove(ref);
                if (one != null) {
                    one.answer().complete(answer);
                }
            }
            case ChatEvent.Unknown _ -> {}
        }
        publish();
    }

    private void welcome(ChatEvent.Welcome welcome) {
        if (welcome.version() != ChatEvent.VERSION) {
            hangUp();
            nextTry = Instant.MAX;
            state = new ChatState.OtherVersion();
            return;
        }
        tries = 0;
        history.welcome(welcome);
        open = welcome.open();
        slowSeconds = welcome.slowSeconds();
        you = welcome.you().orElse(you);
        state = new ChatState.Connected();
    }

    /// One WebSocket. Called by the HTTP client, one call after the other; what it hears goes to the
    /// follower's thread.
    private final class Connection implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private volatile @Nullable WebSocket socket;
        private volatile boolean ended;
        private volatile long heardNanos = System.nanoTime();
        private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

        long silentNanos() {
            return System.nanoTime() - heardNanos;
        }

        /// Does something unless another connection has taken this one's place; on the follower's
        /// thread.
        void whileCurrent(Runnable action) {
            if (connection == this) {
                action.run();
            }
        }

        void send(String message) {
            WebSocket now = socket;
            if (now != null) {
                sending = sending.thenCompose(_ -> now.sendText(message, true));
                sending.whenComplete((_, trouble) -> {
                    if (trouble != null) {
                        post(() -> whileCurrent(() -> lost(String.valueOf(trouble))));
                    }
                });
            }
        }

        void end() {
            ended = true;
            WebSocket now = socket;
            if (now != null) {
                now.sendClose(WebSocket.NORMAL_CLOSURE, "")
                        .orTimeout(1, TimeUnit.SECONDS)
                        .whenComplete((_, _) -> now.abort());
            }
        }

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            if (ended) {
                opened.abort(); // too late: it was given up
            } else {
                opened.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heardNanos = System.nanoTime();
            text.append(part);
            if (text.length() > MOST_LETTERS) {
                post(() -> whileCurrent(() -> lost("a message without an end")));
            } else if (last) {
                String whole = text.toString();
                text.setLength(0);
                post(() -> whileCurrent(() -> {
                    take(whole);
                    from.request(1);
                }));
            } else {
                from.request(1);
            }
            return null;
        }

        private void take(String message) {
            try {
                heard(ChatEvent.read(message));
            } catch (IOException e) {
                lost(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
            heardNanos = System.nanoTime();
            from.request(1); // the client answers by itself
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            post(() -> whileCurrent(() -> {
                if (status == REVOKED) {
                    unpaired();
                } else {
                    lost("the server closed it: " + status);
                }
            }));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable trouble) {
            post(() -> whileCurrent(() -> lost(String.valueOf(trouble))));
        }
    }

    /// Ends it; waits a moment for its thread.
    @Override
    public void close() {
        post(() -> {
            following = false;
            hangUp();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("[chat] did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
