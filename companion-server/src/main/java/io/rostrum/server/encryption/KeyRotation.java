package io.rostrum.server.encryption;

import java.util.Optional;
import java.util.function.LongSupplier;

/// The keys that the segments of one media playlist are encrypted with, one after another. Confined to
/// one thread.
public final class KeyRotation {
    private final SegmentEncryption how;
    private final String stream;
    private final LongSupplier nanoTime;
    private Optional<MediaKey> current = Optional.empty();
    private long sinceNanos;
    private int made;

    /// @param nanoTime a monotonic clock
    public KeyRotation(SegmentEncryption how, String stream, LongSupplier nanoTime) {
        this.how = how;
        this.stream = stream;
        this.nanoTime = nanoTime;
    }

    /// {@return the key of a segment that begins now; empty where it is not to be encrypted}
    public Optional<MediaKey> next() {
        if (!how.isWanted().test(stream)) {
            current = Optional.empty();
            return current;
        }
        long now = nanoTime.getAsLong();
        if (current.isEmpty() || now - sinceNanos >= how.rotation().toNanos()) {
            current = Optional.of(MediaKey.random(made++));
            sinceNanos = now;
        }
        return current;
    }
}
