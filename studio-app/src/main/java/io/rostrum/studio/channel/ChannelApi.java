package io.rostrum.studio.channel;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the studio's stream says of itself on the server that the studio was paired with
/// (`/api/v1/channels/{stream}`). Blocks for some seconds at most. Thread-safe.
public final class ChannelApi {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final Gson GSON = new Gson();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(4))
            .build();

    /// An address to go on to.
    public record Link(String label, String url) {}

    /// What a stream says of itself.
    ///
    /// @param title       empty for the stream's name
    /// @param description Markdown
    public record About(String title, String description, List<String> tags, List<Link> links) {
        public About {
            tags = List.copyOf(tags);
            links = List.copyOf(links);
        }
    }

    /// What the server said.
    public sealed interface Answer {
        /// How it stands now.
        ///
        /// @param version names this state to the server; empty where nobody has described the stream
        record Known(About about, String version) implements Answer {}

        /// What is wrong, by the field's name in the API; words of the server, English.
        record Wrong(Map<String, String> byField) implements Answer {}

        /// Somebody else has changed it meanwhile.
        record Stale() implements Answer {}

        /// The server does not let this studio do that; words of the server, English.
        record Refused(String words) implements Answer {}

        /// The server does not know this studio any more.
        record Unpaired() implements Answer {}

        record NoAnswer() implements Answer {}
    }

    private record Channel(
            @Nullable String title,
            @Nullable String description,
            @Nullable List<String> tags,
            @Nullable List<Link> links) {
        About about() {
            return new About(
                    title == null ? "" : title,
                    description == null ? "" : description,
                    tags == null ? List.of() : tags,
                    links == null ? List.of() : links);
        }
    }

    /// {@return how it stands}
    public Answer read(Paired server) {
        return ask(request(server).GET());
    }

    /// Changes it, unless it is no longer as it was read.
    ///
    /// @param version of [Answer.Known]
    public Answer save(Paired server, About about, String version) {
        return ask(request(server)
                .header("Content-Type", "application/json")
                .header(version.isEmpty() ? "If-None-Match" : "If-Match", version.isEmpty() ? "*" : version)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(GSON.toJson(about))));
    }

    private static HttpRequest.Builder request(Paired server) {
        return HttpRequest.newBuilder(server.at("api/v1/channels/" + server.stream()))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + server.token());
    }

    private Answer ask(HttpRequest.Builder asked) {
        HttpRequest request = asked.build();
        try {
            HttpResponse<String> said = client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (said.statusCode()) {
                case 200, 201 -> known(said);
                case 400 -> new Answer.Wrong(byField(said.body()));
                case 401 -> new Answer.Unpaired();
                case 403, 409 -> new Answer.Refused(said.body().strip());
                case 404 ->
                    request.method().equals("GET")
                            ? new Answer.Known(new About("", "", List.of(), List.of()), "")
                            : new Answer.NoAnswer();
                case 412, 428 -> new Answer.Stale();
                default -> new Answer.NoAnswer();
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NoAnswer();
        } catch (IOException | JsonParseException _) {
            return new Answer.NoAnswer();
        }
    }

    private static Answer known(HttpResponse<String> said) {
        @Nullable Channel channel = GSON.fromJson(said.body(), Channel.class);
        String version = said.headers().firstValue("ETag").orElse("");
        return channel == null ? new Answer.NoAnswer() : new Answer.Known(channel.about(), version);
    }

    /// Lines of `field: what is wrong`; more than one of a field follow each other.
    private static Map<String, String> byField(String lines) {
        Map<String, String> byField = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            String field = colon < 0 ? "" : line.substring(0, colon);
            byField.merge(field, line.substring(colon < 0 ? 0 : colon + 2), (one, other) -> one + " " + other);
        });
        return byField;
    }
}
