package io.rostrum.server.classroom;

import java.util.Locale;

/// How somebody stands to a class.
enum Standing {
    /// Not on its roster.
    OUTSIDE,
    /// Has not accepted yet what is to be accepted.
    CONSENT,
    /// The class has not begun, or is over.
    EARLY,
    /// In the waiting room.
    WAITING,
    /// Turned away for this lesson.
    REFUSED,
    /// In the class.
    IN;

    /// {@return its name in the protocol}
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
