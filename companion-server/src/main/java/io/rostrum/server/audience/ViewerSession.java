package io.rostrum.server.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One viewer's watching of one broadcast.
///
/// @param address  what is kept of where it came from
/// @param country  ISO 3166-1 code; empty where it is not known
/// @param endedAt  when it last showed that it watches; of one that still does, as of the last that was written down
/// @param watching whether it still does
/// @param bytes    sent to it; 0 while it watches
record ViewerSession(
        String id,
        String protocol,
        String device,
        String address,
        Optional<String> country,
        Instant startedAt,
        Instant endedAt,
        boolean watching,
        long bytes) {
    Duration watched() {
        return Duration.between(startedAt, endedAt);
    }
}
