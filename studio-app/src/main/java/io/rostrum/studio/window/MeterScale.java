package io.rostrum.studio.window;

/// Where a level stands on a meter, and what a gain slider's place means.
///
/// The upper 20 dB take a little more than half of the meter, for there speech and music are levelled.
final class MeterScale {
    /// The lower end of the meter, dBFS.
    static final double FLOOR = -60;
    /// A gain of this many decibels, or less, is silence.
    static final double SILENT_GAIN = -60;
    /// The highest gain, dB.
    static final double TOP_GAIN = 12;
    /// From here on the meter is yellow, dBFS.
    static final double LOUD = -18;
    /// From here on the meter is red, dBFS.
    static final double HOT = -6;

    private static final double KNEE = -20;
    private static final double KNEE_AT = 0.45;

    private MeterScale() {}

    /// {@return 0 at [#FLOOR] or below, 1 at 0 dBFS or above}
    static double place(double decibels) {
        if (!(decibels > FLOOR)) {
            return 0;
        }
        if (decibels >= 0) {
            return 1;
        }
        return decibels < KNEE
                ? KNEE_AT * (decibels - FLOOR) / (KNEE - FLOOR)
                : KNEE_AT + (1 - KNEE_AT) * (decibels - KNEE) / -KNEE;
    }
}
