package io.rostrum.server.hook;

import io.rostrum.server.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a request says behind `?`, as a callback is told: without the stream key.
public final class RequestQuery {
    private static final String KEY = "key";

    private RequestQuery() {}

    /// {@return `name=value&…` by name, percent-encoded; empty if there is nothing}
    public static String of(Request request) {
        return new TreeMap<>(request.query())
                .entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(KEY))
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
