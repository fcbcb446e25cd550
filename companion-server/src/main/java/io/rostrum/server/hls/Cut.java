package io.rostrum.server.hls;

import java.time.Instant;

/// How a segment, or a part of one, stands among the others.
///
/// @param startMillis    decoding time of its begin
/// @param endMillis      where the next begins
/// @param discontinuity  whether the segment does not continue the one before
/// @param independent    whether it begins with a key frame or holds no pictures
/// @param dateTime       wall time of the segment's begin
/// @param targetSeconds  the stream's target duration
/// @param partMillis     the stream's part target; 0 without parts
/// @param unitTicks      ticks that an access unit of sound lasts; 0 without sound
record Cut(
        long startMillis,
        long endMillis,
        boolean discontinuity,
        boolean independent,
        Instant dateTime,
        int targetSeconds,
        long partMillis,
        int unitTicks) {
    long millis() {
        return endMillis - startMillis;
    }
}
