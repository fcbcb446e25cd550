package io.rostrum.server.webhook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the API says and takes about webhooks, as `openapi.yaml` describes it.
final class WebhookJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private WebhookJson() {}

    record Wanted(
            @Nullable String url,
            @Nullable List<@Nullable String> events,
            @Nullable Boolean enabled) {}

    record TypeView(String name, boolean frequent) {
        static List<TypeView> all() {
            return Arrays.stream(EventType.values())
                    .map(type -> new TypeView(type.text(), type.isFrequent()))
                    .toList();
        }
    }

    record WebhookList(List<WebhookView> webhooks, List<TypeView> types) {}

    record WebhookView(
            String id,
            String url,
            List<String> events,
            boolean enabled,
            String since,
            long waiting,
            @Nullable DeliveryView last,
            @Nullable String secret) {}

    record Deliveries(List<DeliveryView> deliveries) {}

    record DeliveryView(
            String event,
            String type,
            String stream,
            int attempt,
            String at,
            int status,
            long millis,
            String answer,
            boolean taken,
            boolean givenUp) {
        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.event(),
                    delivery.type(),
                    delivery.stream(),
                    delivery.attempt(),
                    delivery.at().toString(),
                    delivery.status(),
                    delivery.millis(),
                    delivery.answer(),
                    delivery.isTaken(),
                    delivery.givenUp());
        }
    }

    static Response json(Object view) {
        return json(HttpResponseStatus.OK, view);
    }

    static Response json(HttpResponseStatus status, Object view) {
        return Response.of(status, "application/json", Unpooled.copiedBuffer(GSON.toJson(view), StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// {@return what the body wants}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    static Wanted read(Request request) throws HttpException {
        String contentType =
                request.header(HttpHeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        try {
            Wanted read =
                    GSON.fromJson(StandardCharsets.UTF_8.decode(request.body()).toString(), Wanted.class);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it.");
        }
        throw bad("There is no body (expected: JSON; /api/openapi.yaml describes it).");
    }

    static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
