package io.rostrum.server.classroom;

import java.time.Instant;
import java.util.Optional;

/// One meeting of a class.
///
/// @param seenAt  when it was last known to go on
/// @param endedAt empty while it goes on
record Lesson(String id, Instant startedAt, Instant seenAt, Optional<Instant> endedAt) {}
