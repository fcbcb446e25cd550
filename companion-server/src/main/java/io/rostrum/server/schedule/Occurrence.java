package io.rostrum.server.schedule;

import io.rostrum.server.auth.StreamName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;

/// One date of a show.
///
/// @param original the time that the rule gives it, in the show's zone (`RECURRENCE-ID`)
/// @param end      when it is planned to be over
record Occurrence(
        Show show, LocalDateTime original, Instant start, Instant end, Show.Words words, Occurrence.Status status) {
    enum Status {
        PLANNED,
        MOVED,
        CANCELLED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    StreamName stream() {
        return show.stream();
    }

    /// {@return its name in addresses}
    String id() {
        return original.format(Show.DATE);
    }

    boolean isOn() {
        return status != Status.CANCELLED;
    }
}
