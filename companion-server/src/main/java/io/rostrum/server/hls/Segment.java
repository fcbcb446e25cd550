package io.rostrum.server.hls;

import java.time.Instant;
import java.util.List;

/// One segment of a media playlist.
///
/// @param sequence       its media sequence number (RFC 8216 §3)
/// @param startMillis    decoding time of its begin, milliseconds
/// @param stretchMillis  decoding time at which the stretch without a discontinuity begins that it is in, milliseconds
/// @param durationMillis `EXTINF`, milliseconds, positive
/// @param uri            relative to the playlist
/// @param mapUri         its media initialization section, relative to the playlist
/// @param key            file of the key that it is encrypted with, relative to the playlist; empty where it is not
/// @param discontinuity  whether it does not continue the one before (RFC 8216 §4.3.2.3)
/// @param dateTime       wall time of its first picture or sound
/// @param bytes          size
/// @param independent    whether it begins with a key frame, or has no pictures
/// @param gap            whether there is nothing to load (`EXT-X-GAP`)
/// @param parts          what it was made of, in order; empty where it was not listed part by part
public record Segment(
        long sequence,
        long startMillis,
        long stretchMillis,
        long durationMillis,
        String uri,
        String mapUri,
        String key,
        boolean discontinuity,
        Instant dateTime,
        int bytes,
        boolean independent,
        boolean gap,
        List<Part> parts) {
    public Segment {
        parts = List.copyOf(parts);
    }
}
