package io.rostrum.server.playback;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.CookieHeaderNames;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.time.Duration;
import java.util.Optional;

/// What our pages have a stream's media by without carrying a token in each address: a cookie for each
/// stream that no script reads and no other site's page makes a browser send.
final class PlaybackCookie {
    private static final String NAME = "rostrum_play_";

    private PlaybackCookie() {}

    /// {@return the token that a request's cookie holds for a stream}
    static Optional<String> of(Request request, String stream) {
        return request.headers().getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(field -> ServerCookieDecoder.LAX.decode(field).stream())
                .filter(cookie -> cookie.name().equals(NAME + stream))
                .map(cookie -> cookie.value())
                .findFirst();
    }

    static Response set(Response response, String stream, Secret token, Duration life, boolean secure) {
        DefaultCookie cookie = new DefaultCookie(NAME + stream, token.reveal());
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setMaxAge(life.toSeconds());
        cookie.setSecure(secure);
        cookie.setSameSite(CookieHeaderNames.SameSite.Strict);
        return response.header(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
    }
}
