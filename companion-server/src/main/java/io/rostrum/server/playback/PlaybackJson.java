package io.rostrum.server.playback;

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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The API's view of who may watch, as `openapi.yaml` describes it.
final class PlaybackJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private PlaybackJson() {}

    /// @param password       whether there is one
    /// @param countriesKnown whether this server can tell countries
    record AccessView(
            String stream,
            String watchers,
            String role,
            boolean password,
            boolean encrypted,
            RulesJson rules,
            boolean countriesKnown) {}

    /// What somebody wants; what is null stays as it is.
    record AccessChange(
            @Nullable String watchers,
            @Nullable String role,
            @Nullable String password,
            @Nullable Boolean encrypted,
            @Nullable RulesJson rules) {}

    record Entry(@Nullable String password) {}

    /// What a viewer is given.
    ///
    /// @param token null where anyone may watch
    record Entered(
            String watchers,
            @Nullable String token,
            @Nullable String expiresAt) {}

    /// What a viewer lacks.
    ///
    /// @param needs `password`, `sign-in`, `other-account`, `class` or, where only the class lets one in yet,
    ///              `class-door`
    record Lacking(String watchers, String needs, String words) {}

    record SignRequest(
            @Nullable Long expiresIn,
            @Nullable String address,
            @Nullable String viewer) {}

    /// @param paths below this server's address, by what opens them
    record Signed(String id, String token, String expiresAt, Map<String, String> paths) {}

    static Response reply(HttpResponseStatus status, Object view) {
        return Response.of(status, "application/json", Unpooled.copiedBuffer(GSON.toJson(view), StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be;
    /// 400 if it is none
    static <T> T read(Request request, Class<T> type) throws HttpException {
        if (!request.header(HttpHeaderNames.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        try {
            T read = GSON.fromJson(StandardCharsets.UTF_8.decode(request.body()).toString(), type);
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
