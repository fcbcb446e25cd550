package io.rostrum.server.transcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `transcode` in rostrum.yaml, where every key is explained.
///
/// @param enabled    whether streams get a ladder
/// @param ffmpeg     the program; empty for the one beside the server
/// @param rungs      best first
/// @param preset     x264's, from `ultrafast` to `slow`
/// @param maxStreams streams that have a ladder at once
/// @param shedAt     how late a ladder may be before it gives up its best rung
public record TranscodeConfig(
        boolean enabled, Optional<Path> ffmpeg, List<Rung> rungs, String preset, int maxStreams, Duration shedAt) {
    public static final List<String> PRESETS =
            List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow");
    public static final TranscodeConfig DEFAULT = new TranscodeConfig(
            true,
            Optional.empty(),
            List.of(new Rung(480, 1_000_000), new Rung(240, 180_000)),
            "veryfast",
            4,
            Duration.ofMillis(500));

    public TranscodeConfig {
        rungs = List.copyOf(rungs);
    }
}
