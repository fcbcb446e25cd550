package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the route of a request target. Routes are tried in the order given; the first that matches answers.
public final class Router {
    private static final int MAX_QUERY_PARAMETERS = 64;

    private final List<Entry> routes;
    private final String basePath;
    /// Of the routes that take bodies as they come.
    private final Set<HttpMethod> uploadMethods;

    private record Entry(Route route, PathPattern pattern) {}

    public Router(Collection<Route> routes) {
        this(routes, "");
    }

    /// @param basePath what may stand before every path, as a proxy in front passes it on or takes it off
    public Router(Collection<Route> routes, String basePath) {
        this.routes = routes.stream()
                .map(route -> new Entry(route, PathPattern.of(route.pattern())))
                .toList();
        this.basePath = basePath;
        this.uploadMethods = routes.stream()
                .filter(route -> route.handler() instanceof UploadHandler)
                .map(Route::method)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What became of a request target.
    sealed interface Match {
        record Found(Route route, String path, Map<String, String> pathValues, Map<String, List<String>> query)
                implements Match {}

        record NotFound(String path) implements Match {}

        /// @param allowed what the path answers to, for `Allow` (RFC 9110 §15.5.6)
        /// @param media   whether a route of the path may be read by other origins
        record OtherMethod(String allowed, boolean media) implements Match {}
    }

    /// @param sent the request target as sent, in origin form (RFC 9112 §3.2.1)
    /// @throws HttpException 400 if it is none, or names something outside the tree
    Match match(HttpMethod method, String sent) throws HttpException {
        boolean based = !basePath.isEmpty() && (sent + "/").startsWith(basePath + "/");
        String target = !based ? sent : sent.equals(basePath) ? "/" : sent.substring(basePath.length());
        if (!target.startsWith("/")) {
            throw bad("request target: " + printable(target) + " (expected: a path)");
        }
        int question = target.indexOf('?');
        String rawPath = question < 0 ? target : target.substring(0, question);
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            segments.add(decodeSegment(raw));
        }
        String path = "/" + String.join("/", segments);
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        for (Entry entry : routes) {
            if (entry.route().method().equals(asked)) {
                var values = entry.pattern().match(segments);
                if (values.isPresent()) {
                    return new Match.Found(entry.route(), path, values.get(), query(target));
                }
            }
        }
        return otherMethod(path, segments);
    }

    /// {@return what a path answers to that does not answer to the method asked}
    private Match otherMethod(String path, List<String> segments) {
        TreeSet<String> allowed = new TreeSet<>();
        boolean media = false;
        for (Entry entry : routes) {
            Route route = entry.route();
            if (entry.pattern().match(segments).isEmpty()) {
                continue;
            }
            media |= route.crossOrigin();
            allowed.add(route.method().name());
            if (route.method().equals(HttpMethod.GET)) {
                allowed.add("HEAD");
            }
        }
        return allowed.isEmpty() ? new Match.NotFound(path) : new Match.OtherMethod(String.join(", ", allowed), media);
    }

    /// {@return whether the route of a request takes its body as it comes}
    boolean isUpload(HttpMethod method, String target) {
        if (!uploadMethods.contains(method)) {
            return false;
        }
        try {
            return match(method, target) instanceof Match.Found found
                    && found.route().handler() instanceof UploadHandler;
        } catch (HttpException e) {
            return false; // refused when the request is there
        }
    }

    private static Map<String, List<String>> query(String target) throws HttpException {
        try {
            return new QueryStringDecoder(target, StandardCharsets.UTF_8, true, MAX_QUERY_PARAMETERS).parameters();
        } catch (IllegalArgumentException e) {
            throw bad("query: not decodable (expected: percent-encoded UTF-8)");
        }
    }

    /// Percent-decodes one segment, once. What decodes to a slash, a control character or a relative step is refused,
    /// so that no handler can be led out of its tree.
    private static String decodeSegment(String raw) throws HttpException {
        String segment;
        try {
            segment = raw.indexOf('%') < 0 ? raw : QueryStringDecoder.decodeComponent(raw.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            throw bad("path: not decodable (expected: percent-encoded UTF-8)");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw bad("path segment: " + segment + " (expected: a name)");
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '/' || c == '\\' || c == '\uFFFD' || Character.isISOControl(c)) {
                throw bad("path segment: " + printable(segment)
                        + " (expected: no slash, backslash or control character)");
            }
        }
        return segment;
    }

    private static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }

    /// What a peer sent, fit for a sentence: short, ASCII letters and signs only.
    static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("[^\\x20-\\x7E…]", "?");
    }
}
