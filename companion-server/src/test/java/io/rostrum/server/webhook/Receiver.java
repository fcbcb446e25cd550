package io.rostrum.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.server.auth.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Somebody else's program on loopback, of the JDK alone.
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final AtomicInteger redirected = new AtomicInteger();

    /// What it does with a message: answers with this status.
    private volatile Function<Got, Integer> answer = _ -> 200;

    /// @param id        by its header
    /// @param timestamp by its header
    record Got(String id, String timestamp, String signature, String text) {
        JsonObject body() {
            return JsonParser.parseString(text).getAsJsonObject();
        }

        String type() {
            return body().get("type").getAsString();
        }

        String stream() {
            return body().get("stream").getAsString();
        }

        long sequence() {
            return body().get("sequence").getAsLong();
        }

        /// As the specification of Standard Webhooks says receivers do it.
        void assertSigned(Secret secret) throws Exception {
            byte[] key = Base64.getDecoder().decode(secret.reveal().replace("whsec_", ""));
            assertThat(key).hasSize(32);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] expected = mac.doFinal((id + "." + timestamp + "." + text).getBytes(StandardCharsets.UTF_8));
            assertThat(signature).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
            assertThat(Long.parseLong(timestamp))
                    .isBetween(System.currentTimeMillis() / 1000 - 10, System.currentTimeMillis() / 1000 + 1);
            assertThat(body().get("id").getAsString()).isEqualTo(id);
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.createContext("/elsewhere", exchange -> {
            redirected.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Got message = new Got(
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            got.add(message);
            int status = answer.apply(message);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            byte[] said = ("said\u0007 " + "x".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, 0); // in chunks
            exchange.getResponseBody().write(said);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNull(exchange.getRequestHeaders().getFirst(name), name);
    }

    void answer(Function<Got, Integer> how) {
        answer = how;
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    int redirected() {
        return redirected.get();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?key=mine";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
