package io.rostrum.server.config;

import io.rostrum.server.playback.PlaybackConfig;
import java.time.Duration;

/// What the configuration says about who may watch.
final class PlaybackSettings {
    private PlaybackSettings() {}

    static PlaybackConfig read(Settings settings) throws ConfigException {
        PlaybackConfig otherwise = PlaybackConfig.DEFAULT;
        return new PlaybackConfig(settings.duration(
                "playback.token_life", otherwise.tokenLife(), Duration.ofMinutes(5), Duration.ofDays(31)));
    }
}
