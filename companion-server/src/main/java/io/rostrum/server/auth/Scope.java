package io.rostrum.server.auth;

import java.util.Locale;
import java.util.Optional;

/// What an API token may be used for, of all that its account may do.
public enum Scope {
    /// See streams, viewers and settings.
    READ,
    /// End publishers and viewers, record.
    MODERATE,
    /// Forwards, recordings, settings.
    MANAGE,
    /// Accounts of others.
    USERS;

    /// {@return the scope of a name in the API, such as `read`}
    public static Optional<Scope> of(String name) {
        for (Scope scope : values()) {
            if (scope.text().equals(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /// {@return its name in the API}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
