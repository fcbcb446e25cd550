package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One method and path pattern, and who answers it.
///
/// A pattern's segment is literal (`watch`), a name (`{stream}`), or a name with a literal around it (`{stream}.flv`,
/// `seg-{number}.m4s`). A name matches one or more characters, never a slash.
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

    /// {@return what the names of the pattern stand for in `segments`; empty if the pattern does not match}
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> wanted = List.of(pattern.substring(1).split("/", -1));
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!matchSegment(wanted.get(i), segments.get(i), values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static boolean matchSegment(String wanted, String segment, Map<String, String> values) {
        int open = wanted.indexOf('{');
        if (open < 0) {
            return wanted.equals(segment);
        }
        int close = wanted.indexOf('}', open);
        String before = wanted.substring(0, open);
        String after = wanted.substring(close + 1);
        if (segment.length() <= before.length() + after.length()
                || !segment.startsWith(before)
                || !segment.endsWith(after)) {
            return false;
        }
        values.put(
                wanted.substring(open + 1, close),
                segment.substring(before.length(), segment.length() - after.length()));
        return true;
    }
}
