package io.rostrum.studio.chat;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.rostrum.studio.chat.ChatMessage.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server of a chat says (`docs/CHAT.md`, version 1).
sealed interface ChatEvent {
    /// Of the protocol that is understood here.
    int VERSION = 1;

    /// The first of all.
    ///
    /// @param kept   ids that are still there of those that this client has
    /// @param older  whether there are messages older than those of `kept` and of `messages`
    /// @param missed whether more came meanwhile than `messages` has
    record Welcome(
            int version,
            boolean open,
            boolean missed,
            boolean older,
            List<Long> kept,
            int slowSeconds,
            Optional<You> you,
            List<ChatMessage> messages)
            implements ChatEvent {}

    record Said(ChatMessage message) implements ChatEvent {}

    record Gone(List<Long> ids) implements ChatEvent {}

    record Cleared(long upTo) implements ChatEvent {}

    record Slow(int seconds) implements ChatEvent {}

    record Open(boolean open) implements ChatEvent {}

    record You(String nick, boolean moderator) implements ChatEvent {}

    /// The answer to something that was asked.
    record Answered(String ref, ChatAnswer answer) implements ChatEvent {}

    /// Something that this client leaves alone.
    record Unknown() implements ChatEvent {}

    /// {@return what a text message says}
    ///
    /// @throws IOException if it is none of the protocol
    static ChatEvent read(String json) throws IOException {
        Wire wire;
        try {
            wire = Wire.GSON.fromJson(json, Wire.class);
        } catch (JsonParseException e) {
            throw new IOException("chat: what came is no JSON of the protocol", e);
        }
        if (wire == null || wire.type() == null) {
            throw new IOException("chat: a message without a type");
        }
        return switch (wire.type()) {
            case "welcome" -> wire.welcome();
            case "message" -> wire.message().<ChatEvent>map(Said::new).orElseGet(Unknown::new);
            case "gone" -> new Gone(Wire.list(wire.ids()));
            case "cleared" -> new Cleared(wire.upTo());
            case "rules" -> new Slow(wire.slowSeconds());
            case "open" -> new Open(wire.open());
            case "you" -> wire.asYou();
            case "said", "done" -> wire.answered(new ChatAnswer.Done());
            case "refused" ->
                wire.answered(new ChatAnswer.Refused(
                        ChatAnswer.Why.of(wire.why()), Wire.text(wire.words()), Duration.ofMillis(wire.retryMillis())));
            default -> new Unknown();
        };
    }

    /// Every field there is; each type has some of them.
    record Wire(
            @Nullable String type,
            int version,
            boolean open,
            boolean missed,
            boolean older,
            @Nullable List<Long> kept,
            @Nullable Wire rules,
            @Nullable Wire you,
            @Nullable List<Wire> messages,
            long id,
            long at,
            @Nullable String nick,
            @Nullable String role,
            @Nullable String text,
            @Nullable List<Long> ids,
            long upTo,
            int slowSeconds,
            boolean moderator,
            @Nullable String ref,
            @Nullable String why,
            @Nullable String words,
            long retryMillis) {
        private static final Gson GSON = new Gson();

        private static String text(@Nullable String given) {
            return given == null ? "" : given;
        }

        private static <T> List<T> list(@Nullable List<T> given) {
            return given == null
                    ? List.of()
                    : given.stream().filter(one -> one != null).toList();
        }

        private Welcome welcome() {
            return new Welcome(
                    version,
                    open,
                    missed,
                    older,
                    list(kept),
                    rules == null ? 0 : rules.slowSeconds(),
                    Optional.ofNullable(you).map(Wire::asYou),
                    list(messages).stream()
                            .flatMap(one -> one.message().stream())
                            .toList());
        }

        private You asYou() {
            return new You(text(nick), moderator);
        }

        private Optional<ChatMessage> message() {
            return nick == null || text == null
                    ? Optional.empty()
                    : Optional.of(new ChatMessage(id, Instant.ofEpochMilli(at), nick, Role.of(role), text));
        }

        private Answered answered(ChatAnswer answer) {
            return new Answered(text(ref), answer);
        }
    }
}
