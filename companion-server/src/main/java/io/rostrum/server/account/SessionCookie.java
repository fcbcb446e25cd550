package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.CookieHeaderNames;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/// What keeps a browser signed in: a cookie that no script reads (`HttpOnly`), that no other site's page
/// makes it send (`SameSite=Strict`), and that goes over TLS only where it came over TLS. Whatever
/// changes something must say a second text besides, which only pages from here can read.
final class SessionCookie {
    /// The field of that second text.
    static final String PROOF = "X-Rostrum-Proof";
    private static final String NAME = "rostrum_session";
    private static final int PROOF_LETTERS = 32;

    private SessionCookie() {}

    /// {@return what the request's cookie holds}
    static Optional<Secret> of(Request request) {
        return request.headers().getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(field -> ServerCookieDecoder.LAX.decode(field).stream())
                .filter(cookie -> cookie.name().equals(NAME))
                .map(cookie -> new Secret(cookie.value()))
                .findFirst();
    }

    /// {@return the reply, which signs the browser in}
    static Response set(Response response, Secret session, Duration longest, boolean secure) {
        return with(response, session.reveal(), longest.toSeconds(), secure);
    }

    /// {@return the reply, which makes the browser forget}
    static Response clear(Response response, boolean secure) {
        return with(response, "", 0, secure);
    }

    private static Response with(Response response, String value, long seconds, boolean secure) {
        DefaultCookie cookie = new DefaultCookie(NAME, value);
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setSecure(secure);
        cookie.setSameSite(CookieHeaderNames.SameSite.Strict);
        return response.header(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
    }

    /// {@return what pages say besides the cookie}
    static String proof(Secret session) {
        return Tickets.hash(new Secret("proof of " + session.reveal())).substring(0, PROOF_LETTERS);
    }

    /// {@return whether the request says what only a page from here can}
    static boolean isProved(Request request, Secret session) {
        byte[] given = request.header(PROOF).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, proof(session).getBytes(StandardCharsets.US_ASCII));
    }
}
