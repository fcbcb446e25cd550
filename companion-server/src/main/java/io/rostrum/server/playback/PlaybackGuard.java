package io.rostrum.server.playback;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.Devices;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Later;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.http.Upload;
import io.rostrum.server.playback.PlaybackGate.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Stands before every address that gives a stream's media, stills, chat, time shift or recordings over
/// HTTP.
///
/// What goes to a viewer by a token is not for caches that others use, and the addresses in its
/// playlists carry the token where it came in the address. What anyone may watch passes as it is, so
/// that caches may keep it.
final class PlaybackGuard {
    private static final String MEDIA = "/live/{stream}";
    private static final String RECORDED = "/vod/{recording}";
    /// Classes let in whom they have on their roster.
    private static final String CLASS = "/live/{stream}/class";
    /// Looks itself at the token of a device, and lets in those alone whose stream it is.
    private static final String CHAT = "/live/{stream}/chat";

    private final PlaybackGate gate;
    private final Connections connections;
    private final Sightings sightings;
    private final Function<String, Optional<StreamName>> recorded;

    /// @param recorded tells by a recording's id which stream it is of; empty where there is none
    PlaybackGuard(
            PlaybackGate gate,
            Connections connections,
            Sightings sightings,
            Function<String, Optional<StreamName>> recorded) {
        this.gate = gate;
        this.connections = connections;
        this.sightings = sightings;
        this.recorded = recorded;
    }

    List<Route> guard(List<Route> routes) {
        return routes.stream().map(this::guard).toList();
    }

    private Route guard(Route route) {
        boolean live = route.pattern().startsWith(MEDIA) && !route.pattern().equals(CLASS);
        boolean vod = route.pattern().startsWith(RECORDED) && !route.pattern().equals(RECORDED); // which is a page
        if ((!live && !vod) || !route.method().equals(HttpMethod.GET)) {
            return route;
        }
        HttpHandler handler = live
                ? request ->
                        route.pattern().equals(CHAT) && Devices.token(request).isPresent()
                                ? route.handler().handle(request)
                                : answer(request.pathValue("stream"), route.handler(), request)
                : request -> {
                    Optional<StreamName> stream = recorded.apply(request.pathValue("recording"));
                    return stream.isEmpty()
                            ? route.handler().handle(request)
                            : answer(stream.get().value(), route.handler(), request);
                };
        return new Route(route.method(), route.pattern(), route.runsOn(), route.crossOrigin(), handler);
    }

    private Reply answer(String stream, HttpHandler handler, Request request) throws Exception {
        return switch (gate.decide(stream, request)) {
            case Verdict.Open _ -> opened(stream, handler.handle(request), request);
            case Verdict.Ruled _ -> ruled(stream, handler.handle(request), request);
            case Verdict.Granted granted -> {
                sightings.seen(stream, granted.token(), request);
                yield granted(stream, handler.handle(request), request, granted);
            }
            case Verdict.Refused(HttpResponseStatus status, String words) -> refusal(status, words);
        };
    }

    private static Response refusal(HttpResponseStatus status, String words) {
        Response response = Response.error(status, words);
        return status.equals(HttpResponseStatus.UNAUTHORIZED)
                ? response.header(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rostrum playback\"")
                : status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)
                        ? response.header(HttpHeaderNames.RETRY_AFTER, "2")
                        : response;
    }

    private Reply opened(String stream, Reply reply, Request request) {
        return switch (reply) {
            case Takeover takeover -> held(stream, takeover, request, Optional.empty());
            case Later later -> new Later(later.reply().thenApply(made -> opened(stream, made, request)));
            case Response _, Upload _ -> reply;
        };
    }

    private Reply ruled(String stream, Reply reply, Request request) {
        return switch (reply) {
            case Takeover takeover ->
                held(stream, new Takeover(ownOnly(takeover.head()), takeover.taker()), request, Optional.empty());
            case Response response -> ownOnly(response);
            case Later later -> new Later(later.reply().thenApply(made -> ruled(stream, made, request)));
            case Upload upload -> upload;
        };
    }

    private Reply granted(String stream, Reply reply, Request request, Verdict.Granted granted) {
        return switch (reply) {
            case Takeover takeover ->
                held(
                        stream,
                        new Takeover(ownOnly(takeover.head()), takeover.taker()),
                        request,
                        Optional.of(granted.token()));
            case Response response -> carrying(ownOnly(response), granted);
            case Later later -> new Later(later.reply().thenApply(made -> granted(stream, made, request, granted)));
            case Upload upload -> upload;
        };
    }

    private Takeover held(String stream, Takeover takeover, Request request, Optional<PlaybackToken> token) {
        return new Takeover(takeover.head(), channel -> {
            connections.add(new Connections.Held(stream, token, request.peer().getAddress(), channel));
            takeover.taker().accept(channel);
        });
    }

    /// Keeps caches that others use from keeping it (RFC 9111 §5.2.2.7).
    private static Response ownOnly(Response response) {
        String said = response.headers().get(HttpHeaderNames.CACHE_CONTROL, "");
        if (said.startsWith("public")) {
            response.header(
                    HttpHeaderNames.CACHE_CONTROL,
                    said.replace("public", "private").replaceAll(", s-maxage=\\d+", ""));
        }
        return response;
    }

    private static Response carrying(Response response, Verdict.Granted granted) {
        if (!granted.fromQuery() || !response.status().equals(HttpResponseStatus.OK)) {
            return response;
        }
        String token = granted.text().reveal();
        return switch (response.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT)) {
            case "application/vnd.apple.mpegurl" ->
                rewritten(response, text -> TokenCarrier.playlist(text, PlaybackGate.QUERY, token));
            case "application/dash+xml" ->
                rewritten(response, text -> TokenCarrier.manifest(text, PlaybackGate.QUERY, token));
            default -> response;
        };
    }

    private static Response rewritten(Response response, UnaryOperator<String> change) {
        String text = change.apply(response.body().toString(StandardCharsets.UTF_8));
        response.body().release();
        Response made = Response.of(
                response.status(),
                response.headers().get(HttpHeaderNames.CONTENT_TYPE),
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        response.headers().forEach(field -> made.header(field.getKey(), field.getValue()));
        return made.compressible();
    }
}
