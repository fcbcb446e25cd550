package io.rostrum.server.hook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.CallbackConfig.Event;
import io.rostrum.server.hook.CallbackConfig.Style;
import io.rostrum.server.webhook.Signature;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks and tells the addresses of the configuration; those alone, redirects are never followed. Blocks: to be called
/// on
/// virtual threads. Thread-safe.
final class Callbacks {
    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);
    /// Answers are a digit or a short object; what is longer is not read.
    private static final int MAX_ANSWER_BYTES = 4096;

    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final CallbackConfig config;
    private final String app;
    private final Executor executor;
    private final Semaphore slots;
    private @Nullable HttpClient client;

    /// What came of a question.
    sealed interface Answer {
        /// @param renamed the stream's name where the callback gave another
        record Allowed(Optional<StreamName> renamed) implements Answer {}

        record Refused() implements Answer {}

        /// Nobody answered, or not in a way that says yes or no.
        record Down(String why) implements Answer {}
    }

    /// @param app      RTMP's application
    /// @param executor virtual threads, for what is told and not asked
    Callbacks(CallbackConfig config, String app, Executor executor) {
        this.config = config;
        this.app = app;
        this.executor = executor;
        this.slots = new Semaphore(config.atOnce());
    }

    boolean wants(Event event) {
        return config.urls().containsKey(event);
    }

    /// Tells without waiting; what cannot be told is logged and forgotten.
    void tell(Event event, StreamName stream, Client who) {
        if (wants(event)) {
            executor.execute(() -> {
                if (ask(event, stream, who) instanceof Answer.Down(String why)) {
                    log.warn("[callback {}] [live {}] not told: {}", event.srs(), stream, why);
                }
            });
        }
    }

    /// Asks and waits for the answer, for the timeout at most.
    Answer ask(Event event, StreamName stream, Client who) {
        URI url = config.urls().get(event);
        if (url == null) {
            return new Answer.Allowed(Optional.empty());
        }
        long deadline = System.nanoTime() + config.timeout().toNanos();
        try {
            if (!slots.tryAcquire(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Down("too many questions are under way");
            }
            try {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                HttpRequest request = request(url, event, stream, who).build();
                HttpResponse<String> response = send(request, left);
                return config.style() == Style.SRS ? srs(response) : nginx(response);
            } finally {
                slots.release();
            }
        } catch (TimeoutException e) {
            return new Answer.Down("nothing within " + config.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Answer.Down(words(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Down("this server stops");
        }
    }

    private static String words(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return "its address takes no connection";
        }
        String said = cause == null ? null : cause.getMessage();
        return said == null ? "the connection broke" : said;
    }

    /// The whole exchange, body included, within that time.
    private HttpResponse<String> send(HttpRequest request, Duration most)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
        try {
            return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            answer.cancel(true); // does nothing to one that is there
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(config.timeout())
                    .executor(executor)
                    .build();
            client = made;
        }
        return made;
    }

    private HttpRequest.Builder request(URI url, Event event, StreamName stream, Client who) {
        boolean srs = config.style() == Style.SRS;
        String body = srs ? json(event, stream, who) : form(event, stream, who);
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        config.secret().ifPresent(secret -> {
            String id = UUID.randomUUID().toString();
            Instant now = Instant.now();
            request.header(Signature.ID, id)
                    .header(Signature.TIMESTAMP, Long.toString(now.getEpochSecond()))
                    .header(Signature.SIGNATURE, Signature.of(secret, id, now, body));
        });
        return request.header("Content-Type", srs ? "application/json" : "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// The fields of SRS 6, as its documentation of HTTP callbacks lists them.
    private String json(Event event, StreamName stream, Client who) {
        JsonObject said = new JsonObject();
        said.addProperty("action", event.srs());
        said.addProperty("client_id", who.id());
        said.addProperty("ip", who.address().getHostAddress());
        said.addProperty("vhost", "__defaultVhost__");
        said.addProperty("app", app);
        said.addProperty("tcUrl", who.tcUrl());
        said.addProperty("stream", stream.value());
        said.addProperty("param", who.query().isEmpty() ? "" : "?" + who.query());
        said.addProperty("stream_url", "/" + app + "/" + stream);
        return said.toString();
    }

    /// The fields of nginx-rtmp's notify module; what the peer wrote behind the name comes last, as there, and cannot
    /// stand for one of them.
    private String form(Event event, StreamName stream, Client who) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("call", event.nginx());
        fields.put("app", app);
        fields.put("tcurl", who.tcUrl());
        fields.put("addr", who.address().getHostAddress());
        fields.put("clientid", who.id());
        fields.put("name", stream.value());
        if (event == Event.PUBLISH || event == Event.UNPUBLISH) {
            fields.put("type", "live");
        }
        for (String pair : who.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Answer srs(HttpResponse<String> response) {
        if (response.statusCode() >= SERVER_ERRORS) {
            return new Answer.Down("status " + response.statusCode());
        }
        if (response.statusCode() != OK) {
            return new Answer.Refused();
        }
        try {
            JsonElement said = JsonParser.parseString(response.body().strip());
            JsonElement code = said.isJsonObject() ? said.getAsJsonObject().get("code") : said;
            boolean yes =
                    code != null && code.isJsonPrimitive() && code.getAsString().equals("0");
            return yes ? new Answer.Allowed(Optional.empty()) : new Answer.Refused();
        } catch (JsonParseException e) {
            return new Answer.Refused();
        }
    }

    private static Answer nginx(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status >= OK && status < REDIRECTS) {
            return new Answer.Allowed(Optional.empty());
        }
        if (status >= REDIRECTS && status < CLIENT_ERRORS) {
            Optional<StreamName> renamed =
                    response.headers().firstValue("Location").flatMap(StreamName::parse);
            return renamed.isPresent() ? new Answer.Allowed(renamed) : new Answer.Refused();
        }
        return status >= SERVER_ERRORS ? new Answer.Down("status " + status) : new Answer.Refused();
    }
}
