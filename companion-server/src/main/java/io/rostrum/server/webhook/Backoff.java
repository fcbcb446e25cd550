package io.rostrum.server.webhook;

import java.time.Duration;

/// When what did not arrive is sent again: the wait doubles from `first` up to `longest`, each a little
/// longer or shorter, so that messages that failed together do not come together; given up after
/// `givenUpAfter`.
///
/// @param jitter part by which a wait may be off
record Backoff(Duration first, Duration longest, double jitter, Duration givenUpAfter) {
    static final Backoff DEFAULT =
            new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30), 0.2, Duration.ofHours(24));
    private static final int MOST_DOUBLINGS = 30;

    /// @param failures so far, at least 1
    /// @param random   0 to 1
    Duration after(int failures, double random) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        double off = 1 + jitter * (2 * random - 1);
        return Duration.ofMillis((long) (Math.min(doubled, longest.toMillis()) * off));
    }
}
