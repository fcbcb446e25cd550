package io.rostrum.server.playback;

import java.time.Duration;

/// `playback` and `publish` in rostrum.yaml, where every key is explained.
///
/// @param tokenLife how long a password or a sign-in lets a viewer watch before it is asked for again
/// @param keyRotation for how long one key encrypts the segments of a stream, where they are encrypted
/// @param rules     for every stream, besides those of its channel
public record PlaybackConfig(Duration tokenLife, Duration keyRotation, StreamRules rules) {
    public static final PlaybackConfig DEFAULT =
            new PlaybackConfig(Duration.ofHours(12), Duration.ofMinutes(1), StreamRules.NONE);
}
