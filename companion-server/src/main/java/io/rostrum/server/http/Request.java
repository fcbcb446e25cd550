package io.rostrum.server.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.auth.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request as a handler sees it: read whole, its path decoded and matched. Immutable; may leave the
/// event loop.
///
/// @param method     GET also stands for HEAD: the server leaves the body out
/// @param path       decoded, starting with `/`, without query
/// @param pathValues what the route's `{names}` matched, decoded
/// @param query      decoded query parameters, each with its values in order
/// @param headers    header fields, never to be changed
/// @param body       read-only, position 0 to limit; a view of its own for each caller of the accessor
/// @param peer       who asks
/// @param secure     whether it came over TLS
/// @param caller     who asks, where the route asked for that; otherwise nobody
public record Request(
        HttpMethod method,
        String path,
        Map<String, String> pathValues,
        Map<String, List<String>> query,
        HttpHeaders headers,
        ByteBuffer body,
        InetSocketAddress peer,
        boolean secure,
        Caller caller) {
    static final int MAX_PROGRAM_LETTERS = 160;

    /// Of nobody in particular.
    public Request(
            HttpMethod method,
            String path,
            Map<String, String> pathValues,
            Map<String, List<String>> query,
            HttpHeaders headers,
            ByteBuffer body,
            InetSocketAddress peer,
            boolean secure) {
        this(method, path, pathValues, query, headers, body, peer, secure, new Caller.Nobody());
    }

    /// {@return the same of `known`}
    public Request by(Caller known) {
        return new Request(method, path, pathValues, query, headers, body, peer, secure, known);
    }

    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /// {@return what `{name}` of the route's pattern matched}
    public String pathValue(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "path value: " + name + " (expected: one of " + pathValues.keySet() + ")");
        }
        return value;
    }

    /// {@return the first value of a query parameter}
    public Optional<String> queryValue(String name) {
        return Optional.ofNullable(query.get(name)).filter(v -> !v.isEmpty()).map(List::getFirst);
    }

    /// {@return what the peer's program calls itself (`User-Agent`), at most [#MAX_PROGRAM_LETTERS] of
    /// it, so that it can be kept; empty where it says nothing}
    public String program() {
        String said = header(HttpHeaderNames.USER_AGENT).orElse("");
        return said.length() <= MAX_PROGRAM_LETTERS ? said : said.substring(0, MAX_PROGRAM_LETTERS);
    }

    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// {@return a GET as a handler would see it, from loopback}
    public static Request get(String path, Map<String, String> pathValues) {
        return new Request(
                HttpMethod.GET,
                path,
                Map.copyOf(pathValues),
                Map.of(),
                new DefaultHttpHeaders(),
                ByteBuffer.allocate(0).asReadOnlyBuffer(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                false);
    }
}
