package io.rostrum.server.account;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.Scope;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the API says and takes about accounts, as `openapi.yaml` describes it.
final class AccountJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private AccountJson() {}

    record SignIn(
            @Nullable String name,
            @Nullable String password,
            @Nullable String code) {}

    record Welcome(
            @Nullable String code,
            @Nullable String name,
            @Nullable String password) {}

    record NewPassword(
            @Nullable String old,
            @Nullable String password,
            @Nullable Boolean keepTokens) {}

    record OnePassword(@Nullable String password) {}

    record OneCode(@Nullable String code) {}

    record NewToken(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Integer days) {}

    record UserChange(@Nullable String role, @Nullable Boolean disabled) {}

    record Invite(@Nullable String role) {}

    record Who(
            boolean claimed,
            @Nullable PersonView account,
            @Nullable String proof) {}

    record PersonView(String name, String role) {}

    record Needs(String needs) {}

    record Me(String name, String role, boolean codes, List<SessionView> sessions, List<TokenView> tokens) {}

    record SessionView(String id, boolean current, String since, String seen, String address, String program) {}

    record TokenView(
            String id,
            String name,
            List<String> scopes,
            String since,
            String until,
            @Nullable String used,
            @Nullable String token) {}

    record Codes(String secret, String uri, String qr) {}

    record Recovery(List<String> recoveryCodes) {}

    record UserList(List<UserView> users) {}

    record UserView(
            String id,
            String name,
            String role,
            boolean codes,
            boolean disabled,
            String since,
            @Nullable String signedIn) {}

    record Invitation(String code, String page, String until) {}

    record InvitationList(List<InvitationView> invitations) {}

    record InvitationView(String id, String role, String by, String since, String until) {}

    record Claim(String code, String page, String until) {}

    record Audit(List<AuditView> entries, @Nullable String next) {}

    record AuditView(String at, String actor, String action, String subject, String address) {}

    static UserView view(Account account) {
        return new UserView(
                account.id(),
                account.name(),
                account.role().text(),
                account.codes(),
                account.disabled(),
                account.createdAt().toString(),
                account.signedInAt().map(Instant::toString).orElse(null));
    }

    static TokenView view(ApiTokens.Token token, @Nullable String secret) {
        return new TokenView(
                token.id(),
                token.name(),
                token.scopes().stream().map(Scope::text).sorted().toList(),
                token.createdAt().toString(),
                token.expiresAt().toString(),
                token.usedAt().map(Instant::toString).orElse(null),
                secret);
    }

    static Response json(Object view) {
        return Response.json(GSON.toJson(view));
    }

    static Response json(HttpResponseStatus status, Object view) {
        return Response.of(status, "application/json", Unpooled.copiedBuffer(GSON.toJson(view), StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    static Response done() {
        return Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// {@return the reply to an answer: `good` makes it, or the refusal's words do}
    static <T> Response reply(Answer<T> answer, Function<T, Response> good) {
        return switch (answer) {
            case Answer.Given<T>(T value) -> good.apply(value);
            case Answer.Refused<T>(Answer.Why why, String words) -> {
                HttpResponseStatus status = switch (why) {
                    case BAD -> HttpResponseStatus.BAD_REQUEST;
                    case WRONG -> HttpResponseStatus.FORBIDDEN;
                    case MISSING -> HttpResponseStatus.NOT_FOUND;
                    case CONFLICT -> HttpResponseStatus.CONFLICT;
                    case TOO_MANY -> HttpResponseStatus.TOO_MANY_REQUESTS;
                };
                yield Response.error(status, words);
            }
        };
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    static <T> T read(Request request, Class<T> type) throws HttpException {
        String contentType =
                request.header(HttpHeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
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

    static Secret secret(@Nullable String text) {
        return new Secret(text == null ? "" : text);
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(said -> !said.isBlank());
    }
}
