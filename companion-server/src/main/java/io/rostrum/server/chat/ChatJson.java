package io.rostrum.server.chat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.Role;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes over the wire, as `docs/CHAT.md` and `openapi.yaml` describe it. Stateless.
final class ChatJson {
    /// Of the protocol; another one is another number.
    static final int VERSION = 1;

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ChatJson() {}

    /// What a client may send; each type takes some of the fields.
    record Command(
            @Nullable String type,
            @Nullable String ref,
            @Nullable String nick,
            @Nullable String ticket,
            @Nullable String text,
            @Nullable Long id,
            @Nullable Integer seconds,
            @Nullable String what,
            @Nullable String reason,
            @Nullable String ban,
            @Nullable RulesChange rules) {}

    /// What a moderator wants changed; what is not there stays.
    record RulesChange(
            @Nullable Integer slowSeconds,
            @Nullable Boolean links,
            @Nullable Boolean membersOnly,
            @Nullable List<String> blockedWords) {}

    /// Who is to be shut out: whoever wrote a message, or a kind and its subject.
    record NewBan(
            @Nullable Long message,
            @Nullable String what,
            @Nullable String subject,
            @Nullable Integer seconds,
            @Nullable String reason) {}

    record MessageView(
            String type,
            long id,
            long at,
            @Nullable Long streamMillis,
            @Nullable Long position,
            String nick,
            @Nullable String role,
            String text) {}

    record You(
            String type,
            String nick,
            @Nullable String role,
            boolean moderator,
            @Nullable String ticket,
            @Nullable Muted muted) {}

    record Muted(@Nullable Long until, String reason) {}

    record MutedNow(String type, @Nullable Muted muted) {}

    record RulesView(
            String type,
            int slowSeconds,
            boolean links,
            boolean membersOnly,
            @Nullable List<String> blockedWords) {}

    record Open(String type, boolean open) {}

    record Gone(String type, List<Long> ids) {}

    record Cleared(String type, long upTo) {}

    record Done(String type, @Nullable String ref, @Nullable Long id) {}

    record Refused(
            String type,
            @Nullable String ref,
            String why,
            String words,
            @Nullable Long retryMillis) {}

    /// The first that a client gets, with the messages it does not have.
    ///
    /// @param missed whether there are more of those, older ones, which `chat.json` has
    /// @param older  whether there are messages older than those of `kept` and of the list
    /// @param kept   ids of newest messages that are still there of those it had
    record Welcome(
            String type,
            int version,
            long serverTimeMillis,
            boolean open,
            boolean missed,
            boolean older,
            List<Long> kept,
            RulesView rules,
            @Nullable You you) {}

    record BanView(
            String id, String kind, String shown, @Nullable String until, String reason, String by, String at) {}

    record Bans(List<BanView> bans) {}

    static String text(Object view) {
        return GSON.toJson(view);
    }

    /// {@return the message as everybody gets it}
    static MessageView view(ChatMessage message) {
        return view(message, null);
    }

    /// @param position in a recording, milliseconds; null where it is not beside one
    static MessageView view(ChatMessage message, @Nullable Long position) {
        return new MessageView(
                "message",
                message.id(),
                message.at().toEpochMilli(),
                message.streamMillis() < 0 ? null : message.streamMillis(),
                position,
                message.nick(),
                message.role().map(Role::text).orElse(null),
                message.text());
    }

    static RulesView view(ChatRules rules, boolean words) {
        return new RulesView(
                "rules", rules.slowSeconds(), rules.links(), rules.membersOnly(), words ? rules.blockedWords() : null);
    }

    static Muted view(Ban ban) {
        return new Muted(ban.until().map(Instant::toEpochMilli).orElse(null), ban.reason());
    }

    static You you(Speaker speaker, @Nullable String ticket, Optional<Ban> ban) {
        return new You(
                "you",
                speaker.nick(),
                speaker.role().map(Role::text).orElse(null),
                speaker.moderates(),
                ticket,
                ban.map(ChatJson::view).orElse(null));
    }

    static Bans bans(Collection<Ban> bans) {
        return new Bans(bans.stream()
                .map(ban -> new BanView(
                        ban.id(),
                        ban.kind().text(),
                        ban.shown(),
                        ban.until().map(Instant::toString).orElse(null),
                        ban.reason(),
                        ban.by(),
                        ban.at().toString()))
                .toList());
    }

    static Refused refused(@Nullable String ref, Outcome.Refused<?> refusal) {
        return new Refused(
                "refused",
                ref,
                refusal.why().text(),
                refusal.words(),
                refusal.retryMillis() == 0 ? null : refusal.retryMillis());
    }

    /// {@return `object`, a JSON object that is not empty, with a list of objects besides}
    static String with(String object, String name, Collection<String> list) {
        return object.substring(0, object.length() - 1) + ",\"" + name + "\":[" + String.join(",", list) + "]}";
    }

    /// {@return the command, or nothing where the text is none}
    static Optional<Command> command(String text) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, Command.class)).filter(command -> command.type() != null);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    static <T> T read(Request request, Class<T> type) throws HttpException {
        String contentType =
                request.header(HttpHeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        try {
            T read = GSON.fromJson(StandardCharsets.UTF_8.decode(request.body()).toString(), type);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it.");
        }
        throw bad("There is no body (expected: JSON; /api/openapi.yaml describes it).");
    }

    static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
