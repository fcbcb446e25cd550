package io.rostrum.server.auth;

import java.util.Locale;
import java.util.Optional;

/// What somebody with an account is here; each may do what those before it may.
public enum Role {
    VIEWER,
    STUDENT,
    TEACHER,
    MODERATOR,
    OWNER;

    /// {@return the role of a name in the API, such as `teacher`}
    public static Optional<Role> of(String name) {
        for (Role role : values()) {
            if (role.text().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /// {@return its name in the API}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return whether it is `least` or above}
    public boolean isAtLeast(Role least) {
        return compareTo(least) >= 0;
    }
}
