package io.rostrum.server.hls;

import java.time.Instant;
import java.util.List;

/// The segment that is being made, as far as it can be asked for.
///
/// @param sequence      its media sequence number to be
/// @param mapUri        its media initialization section, relative to the playlist
/// @param key           file of the key that it is encrypted with; empty where it is not
/// @param discontinuity whether it does not continue the one before
/// @param dateTime      wall time of its first picture or sound
/// @param parts         at least one
public record OpenSegment(
        long sequence, String mapUri, String key, boolean discontinuity, Instant dateTime, List<Part> parts) {
    public OpenSegment {
        parts = List.copyOf(parts);
    }

    long millis() {
        return parts.stream().mapToLong(Part::durationMillis).sum();
    }
}
