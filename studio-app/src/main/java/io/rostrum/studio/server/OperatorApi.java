package io.rostrum.studio.server;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a companion server's operator may ask of it (`/api/v1/operator`) about streams that it sends on. Every call
/// blocks for some seconds at most. Thread-safe.
public final class OperatorApi {
    /// Where a server keeps the token, in its data folder.
    public static final String TOKEN_FILE = "operator-token";

    private static final String FORWARDS = "/api/v1/operator/forwards";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;
    private static final Gson GSON = new Gson();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final URI server;
    private final Path token;

    /// One rule of the server's.
    ///
    /// @param now how each stream that it sends on stands
    public record Forward(String id, List<Way> now) {}

    /// One stream on its way to one other server.
    ///
    /// @param state        `idle`, `connecting`, `live`, `waiting` or `failed`
    /// @param why          in a sentence without a full stop; null unless waiting or failed
    /// @param whatToDo     in a sentence; null unless failed
    /// @param retryAt      null unless waiting; as `Instant` has it
    public record Way(
            String stream,
            String state,
            @Nullable String why,
            @Nullable String whatToDo,
            @Nullable String retryAt,
            int bitsPerSecond,
            long queuedMillis,
            long droppedFrames) {}

    private record ForwardList(@Nullable List<Forward> forwards) {}

    /// The server does not take what it was asked; the message is its own, in words for people.
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String words) {
            super(words);
        }
    }

    /// @param server `http://host:port`
    /// @param token  the file that holds the operator's token; read at every call, for the server makes it
    public OperatorApi(URI server, Path token) {
        this.server = server;
        this.token = token;
    }

    /// {@return the server's forwards}
    public List<Forward> forwards() throws IOException {
        @Nullable ForwardList list;
        try {
            list = GSON.fromJson(ask("GET", FORWARDS, ""), ForwardList.class);
        } catch (JsonParseException e) {
            throw new IOException("the server's list of forwards cannot be read", e);
        }
        @Nullable List<Forward> forwards = list == null ? null : list.forwards();
        return forwards == null ? List.of() : forwards;
    }

    /// Lets the server send a stream on.
    ///
    /// @param id  tells it from the others: letters, digits and `-`
    /// @param url `rtmp[s]://host[:port]/app/key`, a secret
    /// @throws RefusedException if it is no such address
    public void addForward(String id, String stream, String url) throws IOException {
        JsonObject forward = new JsonObject();
        forward.addProperty("id", id);
        forward.addProperty("streams", stream);
        forward.addProperty("url", url);
        ask("POST", FORWARDS, GSON.toJson(forward));
    }

    /// Ends a forward; does nothing where there is none of that id.
    public void removeForward(String id) throws IOException {
        ask("DELETE", FORWARDS + "/" + id, "");
    }

    /// Lets it connect anew at once.
    public void retryForward(String id) throws IOException {
        ask("POST", FORWARDS + "/" + id + "/retry", "");
    }

    private String ask(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWERS_WITHIN)
                .header("Authorization", "Bearer " + token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400 && answer.statusCode() != NOT_FOUND) {
                throw new RefusedException(answer.body().strip());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the server", e);
        }
    }

    private String token() throws IOException {
        try {
            return Files.readString(token).strip();
        } catch (NoSuchFileException e) {
            throw new IOException("the server has no operator's token at " + token, e);
        }
    }
}
