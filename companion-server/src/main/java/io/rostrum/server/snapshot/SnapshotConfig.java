package io.rostrum.server.snapshot;

import java.time.Duration;

/// `snapshot` in rostrum.yaml, where every key is explained.
///
/// @param enabled    whether there are pictures
/// @param every      how often one is made, of each stream
/// @param width      of a picture, pixels
/// @param maxStreams streams that have pictures at once
public record SnapshotConfig(boolean enabled, Duration every, int width, int maxStreams) {
    public static final SnapshotConfig DEFAULT = new SnapshotConfig(true, Duration.ofSeconds(5), 640, 8);
}
