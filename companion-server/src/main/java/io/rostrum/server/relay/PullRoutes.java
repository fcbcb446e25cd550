package io.rostrum.server.relay;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Later;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Lets players of HLS begin a stream that is fetched on demand: the answer to their first question waits until there
/// is
/// one.
public final class PullRoutes {
    private static final List<String> FIRST_ASKED = List.of("/live/{stream}/index.m3u8", "/live/{stream}/manifest.mpd");
    private static final int TRIES = 100;
    private static final long BETWEEN_MILLIS = 150;

    private final Pulls pulls;
    private final Executor executor;

    /// @param executor virtual threads, which wait
    public PullRoutes(Pulls pulls, Executor executor) {
        this.pulls = pulls;
        this.executor = executor;
    }

    /// {@return the same routes, where players begin by asking for a playlist}
    public List<Route> on(List<Route> routes) {
        return routes.stream().map(this::on).toList();
    }

    private Route on(Route route) {
        if (!FIRST_ASKED.contains(route.pattern()) || !route.method().equals(HttpMethod.GET)) {
            return route;
        }
        return new Route(
                route.method(),
                route.pattern(),
                route.runsOn(),
                route.crossOrigin(),
                request -> answer(route.handler(), request));
    }

    private Reply answer(HttpHandler handler, Request request) throws Exception {
        Optional<StreamName> name = StreamName.parse(request.pathValue("stream"));
        if (name.isEmpty() || !pulls.isOnDemand(name.get())) {
            return handler.handle(request);
        }
        pulls.find(name.get(), "");
        CompletableFuture<Reply> later = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                later.complete(patiently(handler, request, name.get()));
            } catch (HttpException e) {
                later.complete(Response.error(e.status(), e.words()));
            } catch (Exception e) {
                later.completeExceptionally(e);
            }
        });
        return new Later(later);
    }

    /// Asks again while the stream has begun and its playlist is not there yet.
    private Reply patiently(HttpHandler handler, Request request, StreamName name) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return handler.handle(request);
            } catch (HttpException e) {
                boolean missing = e.status().equals(HttpResponseStatus.NOT_FOUND);
                if (!missing || tries == TRIES || !pulls.isRunning(name)) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }
}
