package io.rostrum.server.relay;

import io.rostrum.push.target.PushUrl;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which streams go on to which server.
///
/// @param id      tells it from the other rules: letters and digits
/// @param streams the name of a stream; `*` in it stands for any letters
/// @param url     `rtmp[s]://host[:port]/app/key`, where `{stream}` stands for the stream's name; the key is a secret
/// @param tries   how often in a row a server that does not answer is tried; 0 for as long as the stream lives
/// @param enabled whether it is on
/// @param fixed   whether it stands in rostrum.yaml, where alone it can be taken away
public record ForwardRule(String id, String streams, Secret url, int tries, boolean enabled, boolean fixed) {
    /// What [#parse] reads, in words.
    public static final String GRAMMAR =
            "STREAM rtmp[s]://host[:port]/app/key [tries=N] [off], * in STREAM for any letters";

    static final int MAX_TRIES = 1_000_000;
    private static final Pattern STREAMS = Pattern.compile("[A-Za-z0-9._*-]{1,64}");
    private static final String NAME = "{stream}";
    private static final String TRIES = "tries=";

    /// @throws IllegalArgumentException if a part is not as described; the message shows no key
    public ForwardRule {
        if (!STREAMS.matcher(streams).matches()) {
            throw new IllegalArgumentException("streams: not a name (expected: " + StreamName.GRAMMAR + ", or with *)");
        }
        if (tries < 0 || tries > MAX_TRIES) {
            throw new IllegalArgumentException("tries: " + tries + " (expected: 0 to " + MAX_TRIES + ")");
        }
        target(url, "x");
    }

    /// Reads a line of rostrum.yaml.
    ///
    /// @return nothing if it is no rule
    public static Optional<ForwardRule> parse(String id, String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        int tries = 0;
        boolean enabled = true;
        for (String word : List.of(words).subList(2, words.length)) {
            if (word.toLowerCase(Locale.ROOT).equals("off")) {
                enabled = false;
            } else if (word.matches(TRIES + "\\d{1,6}")) {
                tries = Integer.parseInt(word.substring(TRIES.length()));
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new ForwardRule(id, words[0], new Secret(words[1]), tries, enabled, true));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean matches(StreamName stream) {
        return stream.matches(streams);
    }

    /// {@return where that stream goes}
    PushUrl target(StreamName stream) {
        return target(url, stream.value());
    }

    /// {@return where a stream goes, whichever it is}
    PushUrl target() {
        return PushUrl.parse(url.reveal());
    }

    private static PushUrl target(Secret url, String stream) {
        return PushUrl.parse(url.reveal().replace(NAME, stream));
    }

    /// {@return the address without its key}
    public String shownUrl() {
        return target().toString();
    }

    ForwardRule switched(boolean on) {
        return new ForwardRule(id, streams, url, tries, on, fixed);
    }
}
