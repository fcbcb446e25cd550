package io.rostrum.studio.audience;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.rostrum.studio.audience.Audience.Players;
import io.rostrum.studio.audience.Audience.Sample;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks a Rostrum server about the viewers of the studio's stream. Each call blocks for some seconds at
/// most. Thread-safe.
final class AudienceApi implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final int OK = 200;
    private static final int UNKNOWN = 401;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final Gson GSON = new Gson();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(4))
            .build();

    /// The server does not know the studio.
    static final class UnpairedException extends IOException {
        private static final long serialVersionUID = 1;

        UnpairedException() {
            super("the server does not know this studio");
        }
    }

    private record OneStream(@Nullable Broadcast stream) {}

    private record Broadcast(@Nullable String state, int viewers) {}

    private record Samples(@Nullable List<@Nullable OneSample> samples) {}

    private record OneSample(long atMillis, int viewers) {}

    private record Viewers(@Nullable List<@Nullable Viewer> viewers) {}

    private record Viewer(@Nullable String protocol) {}

    /// {@return how many watch; empty while nothing is published}
    OptionalInt viewers(Paired server) throws IOException {
        Optional<String> said = get(server, "api/v1/streams/" + server.stream());
        if (said.isEmpty()) {
            return OptionalInt.empty();
        }
        Broadcast stream = read(said.get(), OneStream.class).stream();
        if (stream == null) {
            throw notOurs();
        }
        return "ended".equals(stream.state()) ? OptionalInt.empty() : OptionalInt.of(stream.viewers());
    }

    /// {@return the samples after a time; those of the last ten minutes without one}
    List<Sample> samples(Paired server, Optional<Instant> after) throws IOException {
        String from = after.map(at -> "?from=" + at.plusSeconds(1)).orElse("");
        Samples said =
                read(get(server, "api/v1/samples/" + server.stream() + from).orElse("{}"), Samples.class);
        return said.samples() == null
                ? List.of()
                : said.samples().stream()
                        .flatMap(Stream::ofNullable)
                        .map(one -> new Sample(Instant.ofEpochMilli(one.atMillis()), one.viewers()))
                        .toList();
    }

    Players players(Paired server) throws IOException {
        Optional<String> said = get(server, "api/v1/players/" + server.stream());
        return said.isPresent() ? read(said.get(), Players.class) : Players.NONE;
    }

    /// {@return how many watch over each protocol}
    Map<String, Integer> protocols(Paired server) throws IOException {
        Viewers said = read(
                get(server, "api/v1/operator/streams/" + server.stream() + "/viewers")
                        .orElse("{}"),
                Viewers.class);
        return said.viewers() == null
                ? Map.of()
                : said.viewers().stream()
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.groupingBy(
                                viewer -> String.valueOf(viewer.protocol()), Collectors.summingInt(_ -> 1)));
    }

    private static IOException notOurs() {
        return new IOException("the answer is not that of a Rostrum server");
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        try {
            @Nullable T read = GSON.fromJson(json, type);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException _) {
            // said below
        }
        throw notOurs();
    }

    /// {@return what the server says; empty where there is nothing of this name}
    private Optional<String> get(Paired server, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.at(path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + server.token())
                .build();
        HttpResponse<String> said;
        try {
            said = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the server", e);
        }
        return switch (said.statusCode()) {
            case OK -> Optional.of(said.body());
            case MISSING -> Optional.empty();
            case UNKNOWN, FORBIDDEN -> throw new UnpairedException();
            default -> throw new IOException("the server answers " + said.statusCode());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
