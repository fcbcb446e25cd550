package io.rostrum.effects.light;

/// How far dark pictures are lifted.
///
/// @param strength 0 (they stay as dark as they are) to 1
/// @param denoise  how much of what changes from one picture to the next is taken for noise, 0..1
public record LowLightSettings(double strength, double denoise) {
    public LowLightSettings {
        requireShare("strength", strength);
        requireShare("denoise", denoise);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1)");
        }
    }
}
