package io.rostrum.server.classroom;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.CookieHeaderNames;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser is known by in classes without an account: a cookie that no script reads and that no
/// other site's page makes it send. Classes keep its hash. Stateless.
final class GuestCookie {
    static final String PREFIX = "rsg_";
    private static final String NAME = "rostrum_guest";
    private static final Pattern TICKET = Pattern.compile(PREFIX + "[a-z2-7]{32}");
    /// A school year.
    private static final Duration KEPT = Duration.ofDays(400);

    private GuestCookie() {}

    /// {@return what the request's cookie holds}
    static Optional<Secret> of(Request request) {
        return request.headers().getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(field -> ServerCookieDecoder.LAX.decode(field).stream())
                .filter(cookie -> cookie.name().equals(NAME)
                        && TICKET.matcher(cookie.value()).matches())
                .map(cookie -> new Secret(cookie.value()))
                .findFirst();
    }

    /// {@return the hash of that}
    static Optional<String> hash(Request request) {
        return of(request).map(Tickets::hash);
    }

    /// {@return the response, which has the browser keep a ticket}
    static Response set(Response response, Secret ticket, boolean secure) {
        DefaultCookie cookie = new DefaultCookie(NAME, ticket.reveal());
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setMaxAge(KEPT.toSeconds());
        cookie.setSecure(secure);
        cookie.setSameSite(CookieHeaderNames.SameSite.Strict);
        return response.header(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
    }
}
