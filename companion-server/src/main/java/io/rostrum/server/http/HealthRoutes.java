package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/healthz`: the process answers. `/readyz`: it takes streams and viewers. `/metrics`: its numbers.
public final class HealthRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private HealthRoutes() {}

    /// @param notReady why the server is not ready, in words; empty when it is
    /// @param metrics  the numbers in Prometheus' text format 0.0.4; called on a virtual thread
    public static List<Route> routes(Supplier<Optional<String>> notReady, Supplier<String> metrics) {
        return List.of(
                Route.get("/healthz", _ -> line("ok")),
                Route.get(
                        "/readyz",
                        _ -> notReady.get()
                                .map(why -> Response.error(HttpResponseStatus.SERVICE_UNAVAILABLE, why))
                                .orElseGet(() -> line("ready"))),
                Route.get(
                                "/metrics",
                                _ -> Response.text(METRICS_TYPE, metrics.get())
                                        .header(HttpHeaderNames.CACHE_CONTROL, "no-store"))
                        .blocking());
    }

    private static Response line(String words) {
        return Response.text("text/plain; charset=utf-8", words + "\n")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
}
