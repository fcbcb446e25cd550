package io.rostrum.studio.audience;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A server that says of the viewers of a stream what a test tells it, as its API describes it.
public final class ScriptedAudience implements AutoCloseable {
    /// What the server says.
    public enum Says {
        LIVE,
        OFFLINE,
        UNKNOWN_DEVICE,
        BROKEN
    }

    private static final long NOW = 1_795_420_800_000L;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Says says = Says.LIVE;
    private volatile String players =
            "{\"players\":8,\"withoutStalls\":0.875,\"stalls\":3,\"bufferMillis\":4200,\"throughputKbps\":18400,"
                    + "\"bitrateKbps\":2400}";

    public ScriptedAudience() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    public void says(Says now) {
        says = now;
    }

    public void players(String json) {
        players = json;
    }

    /// {@return paths and queries that were asked for}
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// {@return how a studio is paired with it}
    public Paired paired() {
        return new Paired(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "maths", "rdt_secret", "made");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        boolean known = "Bearer rdt_secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known || says == Says.UNKNOWN_DEVICE) {
            send(exchange, 401, "no");
        } else if (says == Says.BROKEN) {
            send(exchange, 503, "later");
        } else if (path.startsWith("/api/v1/samples/maths")) {
            send(exchange, 200, "{\"samples\":[" + (path.contains("from=") ? "" : samples()) + "]}");
        } else if (says == Says.OFFLINE) {
            send(exchange, 404, "There is no such stream.");
        } else if (path.equals("/api/v1/streams/maths")) {
            send(
                    exchange,
                    200,
                    "{\"serverTimeMillis\":" + NOW
                            + ",\"stream\":{\"name\":\"maths\",\"state\":\"live\",\"viewers\":12}}");
        } else if (path.equals("/api/v1/players/maths")) {
            send(exchange, 200, players);
        } else if (path.equals("/api/v1/operator/streams/maths/viewers")) {
            send(exchange, 200, "{\"viewers\":[" + viewers() + "],\"hlsViewers\":8}");
        } else {
            send(exchange, 404, "no such path");
        }
    }

    private static String samples() {
        return IntStream.range(0, 300)
                .mapToObj(i -> "{\"atMillis\":" + (NOW - 1_000L * (300 - i)) + ",\"seconds\":1,\"viewers\":"
                        + (i < 60 ? i / 10 : 12 + i % 40 / 10)
                        + ",\"bitsIn\":1,\"frames\":30,\"jitterMillis\":0,\"bitsOut\":1}")
                .collect(Collectors.joining(","));
    }

    private static String viewers() {
        return IntStream.range(0, 12)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"protocol\":\"" + (i < 8 ? "hls" : i < 11 ? "flv" : "rtmp")
                        + "\",\"peer\":\"192.0.2.1:5\",\"since\":\"2026-11-23T08:00:00Z\",\"waitingBytes\":0}")
                .collect(Collectors.joining(","));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
