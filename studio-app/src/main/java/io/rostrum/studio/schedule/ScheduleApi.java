package io.rostrum.studio.schedule;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.rostrum.studio.engine.PlannedShow;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a Rostrum server what is planned on the studio's stream (`/api/v1/channels/{stream}/shows`). Blocks for some
/// seconds at most. Thread-safe.
final class ScheduleApi {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final int OK = 200;
    private static final int UNKNOWN = 401;
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

    private record Date(
            @Nullable String show,
            @Nullable String date,
            @Nullable String title,
            @Nullable String start,
            @Nullable String end,
            @Nullable String status) {}

    private record Answer(@Nullable List<Date> dates) {}

    /// {@return what is on or to come and was not cancelled, the first to begin first}
    ///
    /// @throws UnpairedException if the token counts no more
    /// @throws IOException       if there is no answer, or none of a Rostrum server
    List<PlannedShow> next(Paired server) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        server.base().resolve("api/v1/channels/" + server.stream() + "/shows"))
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
        if (said.statusCode() == UNKNOWN) {
            throw new UnpairedException();
        }
        if (said.statusCode() != OK) {
            throw new IOException("the server answers " + said.statusCode());
        }
        return read(said.body());
    }

    static List<PlannedShow> read(String json) throws IOException {
        try {
            @Nullable Answer answer = GSON.fromJson(json, Answer.class);
            if (answer == null || answer.dates() == null) {
                throw new IOException("the answer is not that of a Rostrum server");
            }
            return answer.dates().stream()
                    .filter(date -> !"cancelled".equals(date.status()))
                    .map(date -> new PlannedShow(
                            date.show() + "/" + date.date(),
                            String.valueOf(date.title()),
                            Instant.parse(String.valueOf(date.start())),
                            Instant.parse(String.valueOf(date.end()))))
                    .sorted(Comparator.comparing(PlannedShow::start))
                    .toList();
        } catch (JsonParseException | DateTimeException e) {
            throw new IOException("the answer is not that of a Rostrum server", e);
        }
    }
}
