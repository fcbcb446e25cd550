package io.rostrum.server.hls;

import io.rostrum.server.http.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a player calls its playing: CMCD's session id (CTA-5004 §3.2, `sid`), in a header field or the query, or the
/// `X-Playback-Session-Id` of Apple's players.
final class PlaybackSession {
    private static final int MAX_LETTERS = 64;
    private static final Pattern SID = Pattern.compile("(?:^|,)\\s*sid=\"([^\"\\\\]{1," + MAX_LETTERS + "})\"");
    private static final Pattern PLAIN = Pattern.compile("[!-~]{1," + MAX_LETTERS + "}");

    private PlaybackSession() {}

    static Optional<String> of(Request request) {
        Optional<String> cmcd = request.header("CMCD-Session").or(() -> request.queryValue("CMCD"));
        if (cmcd.isPresent()) {
            Matcher sid = SID.matcher(cmcd.get());
            if (sid.find()) {
                return Optional.of(sid.group(1)).filter(id -> PLAIN.matcher(id).matches());
            }
        }
        return request.header("X-Playback-Session-Id")
                .filter(id -> PLAIN.matcher(id).matches());
    }
}
