package io.rostrum.studio.engine;

import java.time.Instant;

/// A date of the schedule of the server that this studio was paired with.
///
/// @param id of this date and no other
public record PlannedShow(String id, String title, Instant start, Instant end) {}
