package io.rostrum.server.playback;

import java.time.Duration;

/// `playback` in rostrum.yaml, where every key is explained.
///
/// @param tokenLife how long a password or a sign-in lets a viewer watch before it is asked for again
public record PlaybackConfig(Duration tokenLife) {
    public static final PlaybackConfig DEFAULT = new PlaybackConfig(Duration.ofHours(12));
}
