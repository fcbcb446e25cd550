package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpMethod;

/// One method and path pattern, and who answers it.
///
/// A pattern's segment is literal (`watch`), a name (`{stream}`), or a name with a literal around it (`{stream}.flv`,
/// `seg-{number}.m4s`). A name matches one or more characters, never a slash, and never a
/// relative step (`.`, `..`).
///
/// @param method      GET answers HEAD too
/// @param pattern     starts with `/`
/// @param runsOn      where the handler runs
/// @param crossOrigin whether pages of the configured media origins may read the reply (CORS)
/// @param handler     answers
public record Route(HttpMethod method, String pattern, RunsOn runsOn, boolean crossOrigin, HttpHandler handler) {
    /// Where a handler runs.
    public enum RunsOn {
        /// On the connection's event loop: the handler must not block.
        EVENT_LOOP,
        /// On a virtual thread of its own: for disk, database and processes.
        VIRTUAL_THREAD
    }

    public Route {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("route pattern: " + pattern + " (expected: to start with /)");
        }
    }

    /// {@return a GET answered on the event loop}
    public static Route get(String pattern, HttpHandler handler) {
        return new Route(HttpMethod.GET, pattern, RunsOn.EVENT_LOOP, false, handler);
    }

    /// {@return a GET answered on the event loop, readable by pages of other origins}
    public static Route media(String pattern, HttpHandler handler) {
        return new Route(HttpMethod.GET, pattern, RunsOn.EVENT_LOOP, true, handler);
    }

    /// {@return this route, answered on a virtual thread}
    public Route blocking() {
        return new Route(method, pattern, RunsOn.VIRTUAL_THREAD, crossOrigin, handler);
    }
}
