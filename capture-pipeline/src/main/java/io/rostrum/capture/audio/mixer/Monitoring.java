package io.rostrum.capture.audio.mixer;

/// Who hears an input.
public enum Monitoring {
    /// The programme's audience.
    OFF,
    /// Who listens to the monitor, and no audience.
    ONLY,
    /// Both.
    BOTH
}
