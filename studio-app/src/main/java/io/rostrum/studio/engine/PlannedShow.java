package io.rostrum.studio.engine;

import java.time.Instant;

/// A date of the schedule of the server that this studio was paired with.
///
/// @param id of this date and no other
public record PlannedShow(String id, String title, Instant start, Instant end) {
    /// What is another one when the date is moved.
    public record Key(String id, Instant start) {}

    public Key key() {
        return new Key(id, start);
    }
}
