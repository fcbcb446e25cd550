package io.rostrum.server.api;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.util.List;

/// Turns away players that the operator has ended: a player of HLS has no connection that could be closed, so
/// whatever it asks of the stream is refused.
public final class KickGuard {
    private static final String MEDIA = "/live/{stream}";

    private final HlsOutput hls;

    /// @param hls knows who was kicked
    public KickGuard(HlsOutput hls) {
        this.hls = hls;
    }

    /// {@return the same routes, those that give a stream's media guarded}
    public List<Route> guard(List<Route> routes) {
        return routes.stream().map(this::guard).toList();
    }

    private Route guard(Route route) {
        if (!route.pattern().startsWith(MEDIA) || !route.method().equals(HttpMethod.GET)) {
            return route;
        }
        HttpHandler handler = request -> hls.isKicked(request.pathValue("stream"), request)
                ? Response.error(HttpResponseStatus.FORBIDDEN, OperatorRoutes.KICKED)
                : route.handler().handle(request);
        return new Route(route.method(), route.pattern(), route.runsOn(), route.crossOrigin(), handler);
    }
}
