package io.rostrum.server.hook;

import io.rostrum.server.http.Request;
import io.rostrum.server.playback.PlaybackGate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a request says behind `?`, as a callback is told: without the stream key and the playback token.
public final class RequestQuery {
    private static final Set<String> SECRET = Set.of("key", PlaybackGate.QUERY);

    private RequestQuery() {}

    /// {@return `name=value&…` by name, percent-encoded; empty if there is nothing}
    public static String of(Request request) {
        return new TreeMap<>(request.query())
                .entrySet().stream()
                        .filter(entry -> !SECRET.contains(entry.getKey()))
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&"));
    }

    /// {@return `name=value&…` as it came, without the playback token}
    public static String withoutToken(String query) {
        return query.contains(PlaybackGate.QUERY)
                ? Arrays.stream(query.split("&", -1))
                        .filter(pair -> !pair.startsWith(PlaybackGate.QUERY + "="))
                        .collect(Collectors.joining("&"))
                : query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
