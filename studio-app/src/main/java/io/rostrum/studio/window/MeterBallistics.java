package io.rostrum.studio.window;

/// How one bar of a meter moves: up at once, down by 24 dB a second, and its highest level stays for a moment.
final class MeterBallistics {
    private static final double FALL_DECIBELS_PER_SECOND = 24;
    private static final double HOLD_SECONDS = 1.5;
    private static final double SILENCE = -96;

    private double level = SILENCE;
    private double held = SILENCE;
    private double heldForSeconds;

    /// Goes on by some time.
    ///
    /// @param decibels the newest level, dBFS
    /// @param seconds  since the last call, 0 or more
    void advance(double decibels, double seconds) {
        double target = Double.isNaN(decibels) ? SILENCE : Math.max(decibels, SILENCE);
        level = Math.max(target, level - FALL_DECIBELS_PER_SECOND * seconds);
        heldForSeconds += seconds;
        if (level >= held) {
            held = level;
            heldForSeconds = 0;
        } else if (heldForSeconds > HOLD_SECONDS) {
            held = Math.max(level, held - FALL_DECIBELS_PER_SECOND * seconds);
        }
    }

    /// {@return where the bar ends, dBFS}
    double level() {
        return level;
    }

    /// {@return where the mark of the highest level stands, dBFS}
    double held() {
        return held;
    }
}
