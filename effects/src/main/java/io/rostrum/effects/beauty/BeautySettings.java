package io.rostrum.effects.beauty;

/// How much faces are retouched.
///
/// @param strength 0 (the picture passes untouched) to 1
public record BeautySettings(double strength) {
    public BeautySettings {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength: " + strength + " (expected: 0..1)");
        }
    }
}
