package io.rostrum.server.playback;

import java.util.Locale;
import java.util.Optional;

/// Who may watch a stream, besides those who were given a signed URL.
public enum Watchers {
    ANYONE,
    /// Whoever knows the stream's password.
    PASSWORD,
    /// People with an account, of a least role.
    MEMBERS,
    /// Who is in the stream's class, with an account or as its guest ([Membership]).
    CLASS;

    /// {@return its name in the API}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Watchers> of(String text) {
        for (Watchers watchers : values()) {
            if (watchers.text().equals(text)) {
                return Optional.of(watchers);
            }
        }
        return Optional.empty();
    }
}
