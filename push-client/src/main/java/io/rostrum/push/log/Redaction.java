package io.rostrum.push.log;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Takes out of a text what nobody else may know: the secrets of now wherever they stand, the keys in
/// addresses of streams, user names, passwords and signatures in any address, and what follows words such as
/// password and token.
public final class Redaction {
    private static final String HIDDEN = "***";
    /// What is shorter than this is part of other words, and no secret.
    private static final int SHORTEST = 4;
    private static final Pattern STREAM = Pattern.compile("(?i)\\b(rtmps?://[^\\s/\"']+/[^\\s/\"']+/)[^\\s\"'\\]]+");
    private static final Pattern USER = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^\\s/@\"']+@");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|passwd|passphrase|secret|token|stream[-_ ]?(?:key|id)|authorization|signature|api[-_ ]?key)"
                    + "\"?\\s*[:=]\\s*\"?(?:(?:bearer|basic|digest)\\s+)?)[^\\s\"',;)}\\]&]+");
    private static final Pattern QUERY = Pattern.compile("(?i)([?&](?:key|auth|sig|pass|pwd|jwt|code)=)[^\\s\"'&]+");

    private final Supplier<Collection<String>> secrets;

    /// @param secrets those of now
    public Redaction(Supplier<Collection<String>> secrets) {
        this.secrets = secrets;
    }

    /// {@return the same without secrets}
    public String of(String text) {
        String redacted = text;
        for (String secret : secrets.get()) {
            if (secret.length() >= SHORTEST) {
                redacted = redacted.replace(secret, HIDDEN);
            }
        }
        redacted = STREAM.matcher(redacted).replaceAll("$1" + HIDDEN);
        redacted = USER.matcher(redacted).replaceAll("$1" + HIDDEN + "@");
        redacted = QUERY.matcher(redacted).replaceAll("$1" + HIDDEN);
        return NAMED.matcher(redacted).replaceAll("$1" + HIDDEN);
    }
}
