package io.rostrum.server.channel;

import com.google.gson.JsonParseException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels.Match;
import io.rostrum.server.channel.Channels.Outcome;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/channels/…`, `/api/v1/account/channels` and `/pictures/…`. Thread-safe.
///
/// A channel has an entity tag; who replaces it says in `If-Match` which one was read, so that two who edit it at once
/// do not undo each other's work (RFC 9110 §13.1.1).
public final class ChannelRoutes {
    private static final String ONE = "/api/v1/channels/{stream}";
    /// In the list for everybody; those that are live or were so lately come first.
    private static final int MOST_LISTED = 200;

    private final Channels channels;
    private final ChannelEvents events;
    private final Function<StreamName, String> watchers;
    private final Pictures pictures;

    /// @param watchers who may watch a stream, as the API names it
    /// @param data     the data folder
    public ChannelRoutes(Channels channels, ChannelEvents events, Function<StreamName, String> watchers, Path data) {
        this.watchers = watchers;
        this.channels = channels;
        this.events = events;
        this.pictures = new Pictures(data);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/channels", _ -> list()),
                Route.get(ONE, request -> shown(HttpResponseStatus.OK, find(request))),
                Route.get(ONE + "/events", request -> events.listen(name(request))),
                Route.get("/pictures/{picture}", this::picture).blocking(),
                route(HttpMethod.GET, "/api/v1/account/channels", this::own),
                route(HttpMethod.POST, "/api/v1/markdown", ChannelRoutes::render),
                route(HttpMethod.PUT, ONE, request -> describe(request, true)),
                route(HttpMethod.PATCH, ONE, request -> describe(request, false)),
                route(HttpMethod.DELETE, ONE, this::remove),
                route(HttpMethod.PUT, ONE + "/picture", this::setPicture),
                route(HttpMethod.DELETE, ONE + "/picture", this::removePicture));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static StreamName name(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    private Channel find(Request request) throws HttpException {
        return channels.find(name(request))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "Nobody has described a channel of this name."));
    }

    private static Response shown(HttpResponseStatus status, Channel channel) {
        return Response.of(
                        status,
                        "application/json",
                        Unpooled.copiedBuffer(ChannelJson.one(channel), StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.ETAG, "\"" + channel.version() + "\"");
    }

    private Response list() {
        long revision = events.revision();
        List<Channel> listed = channels.all().stream().filter(Channel::isListed).toList();
        Response response = Response.text(
                        "application/json",
                        ChannelJson.cards(listed, channel -> events.isLive(channel.stream()), watchers, MOST_LISTED))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        return channels.isLoaded() ? response.header(HttpHeaderNames.ETAG, "\"" + revision + "\"") : response;
    }

    private Response own(Request request) throws DatabaseException {
        channels.load();
        Editor editor = Editor.of(request.caller());
        Map<String, String> names = channels.accountNames();
        List<ChannelJson.Own> own = channels.all().stream()
                .filter(editor::mayEdit)
                .sorted(Comparator.comparing(Channel::stream))
                .map(channel -> ChannelJson.own(
                        channel, names, events.isLive(channel.stream()), watchers.apply(channel.stream())))
                .toList();
        List<String> undescribed = editor.mayCreate()
                ? events.live().stream()
                        .filter(stream -> channels.find(stream).isEmpty())
                        .sorted()
                        .map(StreamName::value)
                        .toList()
                : List.of();
        return Response.json(
                ChannelJson.json(new ChannelJson.OwnList(editor.mayCreate(), editor.mayAll(), own, undescribed)));
    }

    private static Response render(Request request) throws HttpException {
        String text = read(request, ChannelJson.Text.class).text();
        if (text == null || text.length() > 2 * ChannelRules.MAX_DESCRIPTION) {
            throw bad("text: none, or too long (expected: at most " + ChannelRules.MAX_DESCRIPTION + " letters).");
        }
        return Response.json(ChannelJson.json(ChannelJson.rendered(text)));
    }

    private Response describe(Request request, boolean replace) throws HttpException, DatabaseException {
        ChannelRules.Wanted wanted = read(request, ChannelRules.Wanted.class);
        return answer(channels.describe(
                name(request), match(request), wanted, replace, Editor.of(request.caller()), actor(request)));
    }

    private Response remove(Request request) throws HttpException, DatabaseException {
        Outcome outcome = channels.remove(name(request), match(request), Editor.of(request.caller()), actor(request));
        if (outcome instanceof Outcome.Done(Optional<Channel> before, Channel _)) {
            before.flatMap(Channel::picture).ifPresent(pictures::delete);
            return Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        }
        return answer(outcome);
    }

    private Response setPicture(Request request) throws HttpException, IOException {
        if (!request.header(HttpHeaderNames.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("image/")) { // which forms of other sites cannot say
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type is none of a picture, as it should be.");
        }
        byte[] file = new byte[request.body().remaining()];
        request.body().get(file);
        Optional<String> objection = Pictures.objection(file);
        if (objection.isPresent()) {
            throw bad(objection.get());
        }
        Editor editor = Editor.of(request.caller());
        if (channels.find(name(request)).filter(editor::mayEdit).isEmpty()) {
            return changePicture(request, Optional.empty()); // refuses, before anything is written
        }
        String added = pictures.add(file);
        boolean shown = false;
        try {
            Response response = changePicture(request, Optional.of(added));
            shown = response.status().equals(HttpResponseStatus.OK);
            return response;
        } finally {
            if (!shown) {
                pictures.delete(added);
            }
        }
    }

    private Response removePicture(Request request) throws HttpException, DatabaseException {
        return changePicture(request, Optional.empty());
    }

    private Response changePicture(Request request, Optional<String> picture) throws HttpException, DatabaseException {
        Outcome outcome =
                channels.picture(name(request), picture, match(request), Editor.of(request.caller()), actor(request));
        if (outcome instanceof Outcome.Done(Optional<Channel> before, Channel _)) {
            before.flatMap(Channel::picture).ifPresent(pictures::delete);
        }
        return answer(outcome);
    }

    private Response picture(Request request) throws HttpException, IOException {
        Pictures.Picture picture = pictures.find(request.pathValue("picture"))
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such picture."));
        return Response.of(HttpResponseStatus.OK, picture.mediaType(), Unpooled.wrappedBuffer(picture.bytes()))
                .header(HttpHeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .header(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    }

    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Optional<Channel> before, Channel after) ->
                shown(before.isEmpty() ? HttpResponseStatus.CREATED : HttpResponseStatus.OK, after);
            case Outcome.Stale _ ->
                Response.error(
                        HttpResponseStatus.PRECONDITION_FAILED,
                        "Somebody else has changed this channel meanwhile; load it again.");
            case Outcome.Unsure _ ->
                Response.error(
                        HttpResponseStatus.PRECONDITION_REQUIRED,
                        "There is this channel already: say in If-Match which ETag you have read.");
            case Outcome.Refused(Channels.Why why, String words) ->
                Response.error(
                        switch (why) {
                            case BAD -> HttpResponseStatus.BAD_REQUEST;
                            case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
                            case MISSING -> HttpResponseStatus.NOT_FOUND;
                            case FULL, IN_USE -> HttpResponseStatus.CONFLICT;
                        },
                        words);
        };
    }

    private static Match match(Request request) throws HttpException {
        Optional<String> wanted = request.header(HttpHeaderNames.IF_MATCH).map(String::strip);
        if (wanted.isEmpty()) {
            return request.header(HttpHeaderNames.IF_NONE_MATCH)
                            .map(String::strip)
                            .filter("*"::equals)
                            .isPresent()
                    ? new Match.Absent()
                    : new Match.Any();
        }
        String tag = wanted.get();
        if (tag.equals("*")) {
            return new Match.Present();
        }
        if (!tag.matches("\"[0-9]{1,18}\"")) {
            throw bad("If-Match: not known (expected: the ETag of this channel).");
        }
        return new Match.Version(Long.parseLong(tag.substring(1, tag.length() - 1)));
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    private static <T> T read(Request request, Class<T> type) throws HttpException {
        if (!request.header(HttpHeaderNames.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        try {
            T read = ChannelJson.read(
                    StandardCharsets.UTF_8.decode(request.body()).toString(), type);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it.");
        }
        throw bad("There is no body (expected: JSON; /api/openapi.yaml describes it).");
    }

    private static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
