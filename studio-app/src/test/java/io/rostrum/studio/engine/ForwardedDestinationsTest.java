package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.server.OperatorApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server that keeps rules as `openapi.yaml` of the companion server says.
final class ForwardedDestinationsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Gson GSON = new Gson();
    private static final String TWITCH = "rtmp://live.example/app/secret";

    @TempDir
    Path folder;

    /// Rules by their ids, and what is said of each one's way.
    private final Map<String, JsonObject> rules = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String now = "[]";
    private HttpServer server;
    private ForwardedDestinations forwarded;

    @BeforeEach
    void start() throws IOException {
        Path token = Files.writeString(folder.resolve("operator-token"), "rot_1\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/operator/forwards", this::answer);
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        forwarded = new ForwardedDestinations(() -> Optional.of(new OperatorApi(address, token)), "live", "studio-");
    }

    @AfterEach
    void end() {
        forwarded.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replace("/api/v1/operator/forwards", "");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = "Bearer rot_1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(exchange.getRequestMethod() + path);
            byte[] words = {};
            int status = known ? 200 : 401;
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    JsonObject rule = GSON.fromJson(body, JsonObject.class);
                    if (body.contains("not-an-address")) {
                        status = 400;
                        words = "target address, scheme: none".getBytes(StandardCharsets.UTF_8);
                    } else if (path.isEmpty()) {
                        rules.put(rule.get("id").getAsString(), rule);
                        status = 201;
                    }
                }
                case "DELETE" -> rules.remove(path.substring(1));
                default -> {
                    List<String> all = rules.keySet().stream()
                            .map(id -> "{\"id\":\"" + id + "\",\"now\":" + now + "}")
                            .toList();
                    words = ("{\"forwards\":[" + String.join(",", all) + "]}").getBytes(StandardCharsets.UTF_8);
                }
            }
            exchange.sendResponseHeaders(status, words.length == 0 ? -1 : words.length);
            exchange.getResponseBody().write(words);
        }
    }

    private JsonObject onlyRule() {
        await().atMost(SOON).until(() -> rules.size() == 1);
        return rules.values().iterator().next();
    }

    private static String way(String state, String more) {
        return "[{\"stream\":\"live\",\"state\":\"" + state + "\",\"bitsPerSecond\":2500000,\"queuedMillis\":40,"
                + "\"droppedFrames\":3" + more + "}]";
    }

    @Test
    void theServerIsToldWhereToSendItOnAndWhenNoMore() {
        forwarded.want(Map.of("twitch", TWITCH));

        JsonObject rule = onlyRule();
        assertThat(rule.get("streams").getAsString()).isEqualTo("live");
        assertThat(rule.get("url").getAsString()).isEqualTo(TWITCH);

        forwarded.want(Map.of("twitch", "rtmp://live.example/app/another"));
        await().atMost(SOON).until(() -> onlyRule().get("url").getAsString().endsWith("another"));

        forwarded.want(Map.of());
        await().atMost(SOON).until(rules::isEmpty);
    }

    @Test
    void itsStateIsTheServers() {
        forwarded.want(Map.of("twitch", TWITCH));
        onlyRule();
        assertThat(forwarded.state("twitch")).isEqualTo(new DestinationState.Connecting(1));

        now = way("live", "");
        await().atMost(SOON)
                .until(() -> forwarded.state("twitch") instanceof DestinationState.Sending sending
                        && sending.bitsPerSecond() == 2_500_000
                        && sending.dropped() == 3);

        now = way("waiting", ",\"why\":\"no answer\",\"retryAt\":\"2026-11-22T01:00:00Z\"");
        await().atMost(SOON)
                .until(() -> forwarded.state("twitch") instanceof DestinationState.Waiting waiting
                        && waiting.why().equals("no answer"));

        now = way("failed", ",\"why\":\"the key is wrong\",\"whatToDo\":\"Check it.\"");
        await().atMost(SOON)
                .until(() -> forwarded
                        .state("twitch")
                        .equals(new DestinationState.Refused("the key is wrong", "Check it.")));
        forwarded.retry("twitch");
        await().atMost(SOON)
                .until(() ->
                        asked.stream().anyMatch(what -> what.startsWith("POST/studio-") && what.endsWith("/retry")));
    }

    @Test
    void whatTheServerDoesNotTakeIsSaidAndAskedAgainOnlyWhenTold() {
        forwarded.want(Map.of("mine", "not-an-address"));
        await().atMost(SOON)
                .until(() -> forwarded
                        .state("mine")
                        .equals(new DestinationState.Refused(
                                "target address, scheme: none", "Correct the address or the key.")));
        int before = asked.size();
        await().atMost(SOON).until(() -> asked.size() > before + 1);
        assertThat(asked).filteredOn("POST"::equals).hasSize(1);

        forwarded.retry("mine");
        await().atMost(SOON).until(() -> asked.stream().filter("POST"::equals).count() == 2);
    }

    @Test
    void whatAnEarlierStudioLeftBehindIsTakenAwayAndTheOperatorsOwnStays() {
        forwarded.close();
        rules.put("studio-of-before", new JsonObject());
        rules.put("by-hand", new JsonObject());

        forwarded = new ForwardedDestinations(
                () -> Optional.of(new OperatorApi(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        folder.resolve("operator-token"))),
                "live",
                "studio-");

        await().atMost(SOON).until(() -> rules.keySet().equals(Set.of("by-hand")));
    }

    @Test
    void nothingIsLeftBehindAtTheEnd() {
        forwarded.want(Map.of("twitch", TWITCH));
        onlyRule();

        forwarded.close();

        assertThat(rules).isEmpty();
    }
}
