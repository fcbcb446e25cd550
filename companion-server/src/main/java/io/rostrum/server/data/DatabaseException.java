package io.rostrum.server.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Why the database did not do what was asked; the message is in words for the operator.
public final class DatabaseException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What kind of trouble it is.
    public enum Kind {
        /// It may work later: locked, not reachable, disk full.
        UNAVAILABLE,
        /// The file cannot be read any more.
        DAMAGED,
        /// A rule of the tables forbids it: a name that is taken.
        CONFLICT,
        /// A fault of the server or of its tables.
        FAILED
    }

    private final Kind kind;

    public DatabaseException(Kind kind, String words, @Nullable Throwable cause) {
        super(words, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
