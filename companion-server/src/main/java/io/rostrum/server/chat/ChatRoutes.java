package io.rostrum.server.chat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.Devices;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.Moderation.Moderator;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Refused;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.http.WebSocketUpgrade;
import io.rostrum.server.record.Recording;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The chat's addresses: the WebSocket at `/live/{stream}/chat`, older messages beside it, those of a
/// recording at `/vod/{recording}/chat.json`, and what moderators ask at
/// `/api/v1/streams/{stream}/chat/…`.
/// On virtual threads.
public final class ChatRoutes {
    private static final int PAGE = 200;
    private static final String MODERATE = "/api/v1/streams/{stream}/chat";

    private final Chat chat;
    private final Function<String, Optional<Recording>> recordings;

    /// @param recordings tells of a recording by its id
    public ChatRoutes(Chat chat, Function<String, Optional<Recording>> recordings) {
        this.chat = chat;
        this.recordings = recordings;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/live/{stream}/chat", this::connect),
                route(HttpMethod.GET, "/live/{stream}/chat.json", this::before),
                route(HttpMethod.GET, "/vod/{recording}/chat.json", this::replay),
                route(HttpMethod.GET, MODERATE + "/rules", r -> json(ChatJson.view(room(r).rules(), true))),
                route(HttpMethod.PATCH, MODERATE + "/rules", this::changeRules),
                route(
                        HttpMethod.DELETE,
                        MODERATE + "/messages",
                        r -> done(moderation().clear(room(r), by(r)))),
                route(HttpMethod.DELETE, MODERATE + "/messages/{message}", this::delete),
                route(HttpMethod.GET, MODERATE + "/bans", r -> json(ChatJson.bans(room(r).bans()))),
                route(HttpMethod.POST, MODERATE + "/bans", this::ban),
                route(
                        HttpMethod.DELETE,
                        MODERATE + "/bans/{ban}",
                        r -> done(moderation().lift(room(r), r.pathValue("ban"), by(r)))));
    }

    private interface Handler {
        Reply handle(Request request) throws HttpException, DatabaseException;
    }

    private Route route(HttpMethod method, String path, Handler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, request -> {
            if (!chat.isEnabled()) {
                throw new HttpException(HttpResponseStatus.NOT_FOUND, "This server has no chat.");
            }
            try {
                return handler.handle(request);
            } catch (DatabaseException e) {
                return Response.error(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()))
                        .header(HttpHeaderNames.RETRY_AFTER, "5");
            }
        });
    }

    private static StreamName name(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    private Room room(Request request) throws HttpException, DatabaseException {
        return chat.room(name(request));
    }

    private Moderation moderation() {
        return chat.moderation();
    }

    private static Moderator by(Request request) {
        return Moderator.of(request.caller(), request.peer().getAddress());
    }

    private static OptionalLong number(Request request, String name) throws HttpException {
        Optional<String> text = request.queryValue(name);
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(text.get()));
        } catch (NumberFormatException e) {
            throw ChatJson.bad(name + ": not a number (expected: a whole one).");
        }
    }

    private static Response json(Object view) {
        return Response.json(ChatJson.text(view));
    }

    private static Response done(Outcome<?> outcome) {
        return outcome instanceof Refused<?> refusal
                ? refused(refusal)
                : Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    private static Response refused(Refused<?> refusal) {
        HttpResponseStatus status = switch (refusal.why()) {
            case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
            case MISSING -> HttpResponseStatus.NOT_FOUND;
            case UNAVAILABLE -> HttpResponseStatus.SERVICE_UNAVAILABLE;
            case BAD, NOT_JOINED, NICK, TEXT, WORDS, LINKS, MEMBERS, CLOSED, SLOW, RATE, BANNED ->
                HttpResponseStatus.BAD_REQUEST;
        };
        return Response.error(status, refusal.words());
    }

    private Reply connect(Request request) throws HttpException, DatabaseException {
        StreamName name = name(request);
        if (!WebSocketUpgrade.isAskedBy(request)) {
            throw new HttpException(
                    HttpResponseStatus.UPGRADE_REQUIRED, "This address speaks WebSocket alone (RFC 6455).");
        }
        Response head = WebSocketUpgrade.accept(request);
        Optional<Membership> membership = membership(request);
        Optional<Caller> member =
                membership.isEmpty() ? Optional.empty() : membership.get().check();
        if (member.isEmpty() && Devices.token(request).isPresent()) {
            return Response.error(HttpResponseStatus.UNAUTHORIZED, "No device has this token (any more).")
                    .header(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rostrum\"");
        }
        if (member.orElse(null) instanceof Caller.Device device
                && !device.stream().equals(name)) {
            return Response.error(
                    HttpResponseStatus.FORBIDDEN,
                    "This is the chat of another stream; this device's is " + device.stream() + ".");
        }
        ChatConnection.Visitor visitor = new ChatConnection.Visitor(
                request.peer().getAddress(),
                member,
                member.isEmpty() ? Optional.empty() : membership,
                number(request, "after"));
        Room room = chat.room(name);
        return new Takeover(head, channel -> new ChatConnection(chat, room, channel, visitor).start());
    }

    /// {@return what looks up who asks: a device, or who has signed in; empty for a guest}
    private Optional<Membership> membership(Request request) {
        Optional<Secret> token = Devices.token(request);
        InetAddress peer = request.peer().getAddress();
        return token.isPresent()
                ? Optional.of(() -> chat.device(token.get(), peer).map(Caller.class::cast))
                : Sessions.ticket(request)
                        .map(session -> () -> chat.person(session).map(Caller.class::cast));
    }

    /// The newest messages before an id, the oldest of them first.
    private Reply before(Request request) throws HttpException, DatabaseException {
        OptionalLong before = number(request, "before");
        List<ChatMessage> found = chat.store().before(name(request), before.orElse(Long.MAX_VALUE), PAGE + 1);
        boolean more = found.size() > PAGE;
        return page(
                found.stream()
                        .skip(more ? 1 : 0)
                        .map(message -> ChatJson.text(ChatJson.view(message)))
                        .toList(),
                more);
    }

    private static Response page(List<String> messages, boolean more) {
        return Response.json(ChatJson.with("{\"more\":" + more + "}", "messages", messages));
    }

    /// Messages beside a recording, each with its position there.
    private Reply replay(Request request) throws HttpException, DatabaseException {
        Recording recording = Optional.of(request.pathValue("recording"))
                .filter(Recording::isId)
                .flatMap(recordings)
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such recording."));
        Optional<StreamName> stream = StreamName.parse(recording.stream());
        ReplayClock clock = new ReplayClock(recording);
        long from = number(request, "from").orElse(0);
        Instant at = clock.wallTime(Math.min(from, recording.durationMillis()));
        List<ChatMessage> found = stream.isEmpty()
                ? List.of()
                : chat.store().after(stream.get(), number(request, "after").orElse(-1), at, clock.end(), PAGE + 1);
        List<String> messages = new ArrayList<>();
        found.stream()
                .limit(PAGE)
                .forEach(message -> messages.add(ChatJson.text(ChatJson.view(message, clock.position(message.at())))));
        return page(messages, found.size() > PAGE);
    }

    private Reply changeRules(Request request) throws HttpException, DatabaseException {
        ChatJson.RulesChange wanted = ChatJson.read(request, ChatJson.RulesChange.class);
        return switch (moderation().change(room(request), wanted, by(request))) {
            case Done<ChatRules>(ChatRules rules) -> json(ChatJson.view(rules, true));
            case Refused<ChatRules> refusal -> refused(refusal);
        };
    }

    private Reply delete(Request request) throws HttpException, DatabaseException {
        long id;
        try {
            id = Long.parseUnsignedLong(request.pathValue("message"));
        } catch (NumberFormatException e) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such message.");
        }
        return done(moderation().delete(room(request), id, by(request)));
    }

    private Reply ban(Request request) throws HttpException, DatabaseException {
        ChatJson.NewBan wanted = ChatJson.read(request, ChatJson.NewBan.class);
        return switch (moderation().ban(room(request), wanted, by(request))) {
            case Done<Ban>(Ban ban) -> json(ChatJson.bans(List.of(ban)));
            case Refused<Ban> refusal -> refused(refusal);
        };
    }
}
