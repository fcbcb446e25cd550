package io.rostrum.studio.server;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pairs this studio with a Rostrum server by a code that the server's owner has made (`/api/v1/pair`),
/// and takes it off that server's list again (`/api/v1/device`). Blocks for some seconds at most.
/// Thread-safe.
public final class PairingApi {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final String FRAGMENT = "pair=";
    private static final int CREATED = 201;
    private static final int DONE = 204;
    private static final int BAD = 400;
    private static final int UNKNOWN = 401;
    private static final int WRONG = 403;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final Gson GSON = new Gson();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(4))
            .build();

    /// Where a server is, as somebody typed or pasted it.
    ///
    /// @param base ends with `/`
    /// @param code that stood behind it; empty for none
    public record Place(URI base, String code) {
        /// {@return whether others on the way can read what is said}
        public boolean readableOnTheWay() {
            String host = host();
            boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
            return !"https".equals(base.getScheme()) && !here;
        }

        /// {@return the server's name, without brackets}
        public String host() {
            return base.getHost().replace("[", "").replace("]", "");
        }

        /// {@return the place; empty where this is no address}
        public static Optional<Place> parse(String typed) {
            String text = typed.strip();
            if (!text.contains("://")) {
                text = "http://" + text;
            }
            try {
                URI given = new URI(text);
                String scheme =
                        given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
                boolean speaksHttp = scheme.equals("http") || scheme.equals("https");
                if (given.getHost() == null || !speaksHttp || given.getPort() > 65_535) {
                    return Optional.empty();
                }
                String path = given.getPath().endsWith("/") ? given.getPath() : given.getPath() + "/";
                String fragment = given.getFragment() == null ? "" : given.getFragment();
                return Optional.of(new Place(
                        new URI(scheme, null, given.getHost(), given.getPort(), path, null, null),
                        fragment.startsWith(FRAGMENT) ? fragment.substring(FRAGMENT.length()) : ""));
            } catch (URISyntaxException _) {
                return Optional.empty();
            }
        }
    }

    /// What came of it.
    public sealed interface Outcome {
        /// It is paired.
        ///
        /// @param address `rtmp[s]://host:port/app`
        /// @param key     the stream key, a secret
        /// @param token   for what else the studio asks of the server, a secret
        record Paired(String stream, String address, String key, String token) implements Outcome {
            @Override
            public String toString() {
                return "Paired[stream=" + stream + ", address=" + address + ", key=***, token=***]";
            }
        }

        /// It is not.
        record Refused(Why why) implements Outcome {}
    }

    /// Why a studio could not be paired.
    public enum Why {
        WRONG_CODE,
        EXPIRED,
        TOO_OFTEN,
        BAD_NAME,
        NO_ANSWER,
        NO_ROSTRUM
    }

    /// Whether a server has taken a studio off its list.
    public enum Left {
        /// It has, and what the studio published there has ended.
        DONE,
        /// It was on no list any more.
        UNKNOWN,
        /// The server does not answer, or cannot: it lists the studio until its owner revokes it.
        NO_ANSWER
    }

    private record Ingest(
            @Nullable String scheme, int port, @Nullable String app) {}

    private record Answer(
            @Nullable String stream,
            @Nullable String key,
            @Nullable String token) {}

    /// @param name    what the server lists this studio as
    /// @param program name and version
    public Outcome pair(Place place, String code, String name, String program) {
        try {
            HttpResponse<String> found = send(request(place, "api/v1/ingest").GET());
            @Nullable Ingest ingest = GSON.fromJson(found.body(), Ingest.class);
            if (found.statusCode() != 200 || ingest == null || ingest.scheme() == null || ingest.app() == null) {
                return new Outcome.Refused(Why.NO_ROSTRUM); // before the code is used up
            }
            JsonObject body = new JsonObject();
            body.addProperty("code", code);
            body.addProperty("name", name);
            body.addProperty("program", program);
            HttpResponse<String> said = send(request(place, "api/v1/pair")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body))));
            return said.statusCode() == CREATED ? paired(place, ingest, said.body()) : refused(said.statusCode());
        } catch (JsonParseException _) {
            return new Outcome.Refused(Why.NO_ROSTRUM);
        } catch (IOException _) {
            return new Outcome.Refused(Why.NO_ANSWER);
        }
    }

    /// Takes this studio off the server's list, by its own token; its stream key counts no more.
    ///
    /// @param base  of the server's addresses, with `/` at the end
    /// @param token of this studio
    public Left leave(URI base, String token) {
        try {
            HttpResponse<String> said = send(HttpRequest.newBuilder(base.resolve("api/v1/device"))
                    .timeout(ANSWERS_WITHIN)
                    .header("Authorization", "Bearer " + token)
                    .DELETE());
            return switch (said.statusCode()) {
                case DONE -> Left.DONE;
                case UNKNOWN -> Left.UNKNOWN;
                default -> Left.NO_ANSWER;
            };
        } catch (IOException _) {
            return Left.NO_ANSWER;
        }
    }

    private static Outcome paired(Place place, Ingest ingest, String body) {
        @Nullable Answer answer = GSON.fromJson(body, Answer.class);
        if (answer == null || answer.key() == null || answer.stream() == null || answer.token() == null) {
            return new Outcome.Refused(Why.NO_ROSTRUM);
        }
        String address = ingest.scheme() + "://" + place.base().getHost() + ":" + ingest.port() + "/" + ingest.app();
        return new Outcome.Paired(answer.stream(), address, answer.key(), answer.token());
    }

    private static Outcome refused(int status) {
        return new Outcome.Refused(
                switch (status) {
                    case WRONG -> Why.WRONG_CODE;
                    case GONE -> Why.EXPIRED;
                    case TOO_MANY -> Why.TOO_OFTEN;
                    case BAD -> Why.BAD_NAME;
                    default -> Why.NO_ROSTRUM;
                });
    }

    private static HttpRequest.Builder request(Place place, String path) {
        return HttpRequest.newBuilder(place.base().resolve(path))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the server", e);
        }
    }
}
