package io.rostrum.server.audience;

import java.time.Duration;
import java.time.Instant;

/// A stream from its beginning to its end.
///
/// @param endedAt  of one that is live, as of the last that was written down
/// @param live     whether it is
/// @param bytesIn  taken from its publisher
/// @param bytesOut sent to its viewers
record Broadcast(
        String id,
        String stream,
        Instant startedAt,
        Instant endedAt,
        boolean live,
        long bytesIn,
        long bytesOut,
        Report report) {
    Duration lasted() {
        return Duration.between(startedAt, endedAt);
    }

    /// {@return viewers at once, on average}
    double averageViewers() {
        long millis = lasted().toMillis();
        return millis == 0 ? 0 : report.watched().toMillis() / (double) millis;
    }
}
