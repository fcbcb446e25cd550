package io.rostrum.server.encryption;

import java.time.Duration;
import java.util.function.Predicate;

/// Which streams' segments are encrypted, and for how long one key is used. Thread-safe.
///
/// @param isWanted tells it by a stream's name; asked as each segment begins, on event loops
/// @param rotation a segment that begins later than this after its key was made gets a new key
public record SegmentEncryption(Predicate<String> isWanted, Duration rotation) {
    /// Nothing is encrypted.
    public static final SegmentEncryption NONE = new SegmentEncryption(_ -> false, Duration.ofMinutes(1));
}
