package io.rostrum.server.playback;

import java.util.Optional;

/// The session that somebody watches by.
///
/// @param accountId whose it is
record SignedIn(String accountId, String sessionId) {
    /// {@return what [#read] takes}
    String text() {
        return accountId + " " + sessionId;
    }

    static Optional<SignedIn> read(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? Optional.empty()
                : Optional.of(new SignedIn(text.substring(0, space), text.substring(space + 1)));
    }
}
