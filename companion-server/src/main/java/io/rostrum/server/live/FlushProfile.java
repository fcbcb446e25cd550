package io.rostrum.server.live;

import java.util.Locale;
import java.util.Optional;

/// How long media of a stream is gathered before viewers over RTMP and HTTP-FLV are written to.
public enum FlushProfile {
    /// Merged: a viewer is written to every few pictures. The least work for many viewers.
    NORMAL,
    /// A viewer is written to every picture or two.
    LOW_LATENCY;

    /// {@return its name in configuration and API: `normal`, `low-latency`}
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// {@return the profile of that name}
    public static Optional<FlushProfile> of(String text) {
        for (FlushProfile profile : values()) {
            if (profile.text().equals(text)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
