package io.rostrum.server.classroom;

import java.time.Duration;

/// How classes are kept.
///
/// @param keep how long lessons, attendance, questions and answers stay in the database
public record ClassConfig(Duration keep) {
    /// A year.
    public static final ClassConfig DEFAULT = new ClassConfig(Duration.ofDays(365));
}
