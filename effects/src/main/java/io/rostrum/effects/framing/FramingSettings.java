package io.rostrum.effects.framing;

/// How a picture follows the faces in it.
///
/// @param closeness how large faces are: 0 (a fifth of the picture's height) to 1 (half of it)
/// @param speed     how fast the picture goes after them, 0..1
public record FramingSettings(double closeness, double speed) {
    /// Slow enough not to be noticed.
    public static final double USUAL_SPEED = 0.4;

    public FramingSettings {
        requireShare("closeness", closeness);
        requireShare("speed", speed);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1)");
        }
    }
}
