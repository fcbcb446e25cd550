package io.rostrum.server.audience;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// `/api/v1/overview`, `/api/v1/broadcasts…`, `/api/v1/samples/{stream}` and `/api/v1/players/{stream}`: how
/// streams stand and what became of broadcasts. Guarded before; answered
/// on virtual threads.
final class AudienceRoutes {
    private static final int SHOWN = 200;
    private static final int MOST_CSV = 10_000;
    private static final int MOST_SAMPLES = 10_000;

    private final AudienceStore store;
    private final PlayerHealth health;
    private final Overview overview;
    private final Clock clock;

    AudienceRoutes(AudienceStore store, PlayerHealth health, Overview overview, Clock clock) {
        this.store = store;
        this.health = health;
        this.overview = overview;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                route("/overview", this::overview),
                route("/broadcasts", request -> json(new AudienceJson.Broadcasts(broadcasts(request, SHOWN)))),
                route("/broadcasts.csv", request -> csv("broadcasts", AudienceJson.csv(broadcasts(request, MOST_CSV)))),
                route("/broadcasts/{broadcast}", request -> json(AudienceJson.BroadcastView.of(find(request)))),
                route(
                        "/broadcasts/{broadcast}/viewers",
                        request -> json(new AudienceJson.Sessions(sessions(find(request))))),
                route("/broadcasts/{broadcast}/viewers.csv", request -> {
                    Broadcast of = find(request);
                    return csv(of.stream() + "-viewers", AudienceJson.sessionsCsv(sessions(of)));
                }),
                route("/samples/{stream}", this::samples),
                route("/players/{stream}", request -> json(health.of(request.pathValue("stream")))));
    }

    private static Route route(String path, HttpHandler handler) {
        return new Route(HttpMethod.GET, "/api/v1" + path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static Response json(Object view) {
        return Response.json(AudienceJson.GSON.toJson(view));
    }

    private static Response csv(String name, String text) {
        return Response.text("text/csv; charset=utf-8", text)
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
    }

    private List<AudienceJson.BroadcastView> broadcasts(Request request, int most) throws DatabaseException {
        return store.broadcasts(request.queryValue("stream"), most).stream()
                .map(AudienceJson.BroadcastView::of)
                .toList();
    }

    private List<AudienceJson.SessionView> sessions(Broadcast of) throws DatabaseException {
        return store.sessions(of.id()).stream()
                .map(AudienceJson.SessionView::of)
                .toList();
    }

    private Broadcast find(Request request) throws HttpException, DatabaseException {
        return store.find(request.pathValue("broadcast"))
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such broadcast."));
    }

    private Response overview(Request request) throws HttpException {
        String after = request.queryValue("after").orElse("0");
        if (!after.matches("[0-9]{1,15}")) {
            throw new HttpException(
                    HttpResponseStatus.BAD_REQUEST, "after: no time (expected: milliseconds since 1970).");
        }
        return json(overview.since(Long.parseLong(after), clock.instant()));
    }

    private static Instant time(Request request, String name, Instant otherwise) throws HttpException {
        Optional<String> said = request.queryValue(name);
        try {
            // samples have milliseconds, which there are not for years far away
            return said.isEmpty()
                    ? otherwise
                    : Instant.ofEpochMilli(Instant.parse(said.get()).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new HttpException(
                    HttpResponseStatus.BAD_REQUEST, name + ": no time (expected: one such as 2026-11-23T09:30:00Z).");
        }
    }

    /// The first samples of the time that is asked for, which without a word are the last ten minutes.
    private Response samples(Request request) throws HttpException, DatabaseException {
        String stream = StreamName.parse(request.pathValue("stream"))
                .map(StreamName::value)
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
        Instant now = clock.instant();
        Instant to = time(request, "to", now);
        Instant from = time(request, "from", to.minus(Duration.ofMinutes(10)));
        return json(new AudienceJson.Samples(store.samples(stream, from, to, MOST_SAMPLES)));
    }
}
