package io.rostrum.effects.beauty;

/// How much faces are retouched; all of it from 0 (nothing) to 1. What nobody asked for is not done: nothing is
/// reshaped.
///
/// @param strength how far skin is smoothed
/// @param brighten how far the skin's middle tones are lifted
/// @param whiten   how far the skin loses its colour, as if powdered
/// @param eyes     how far eyes are sharpened
public record BeautySettings(double strength, double brighten, double whiten, double eyes) {
    public BeautySettings {
        requireShare("strength", strength);
        requireShare("brighten", brighten);
        requireShare("whiten", whiten);
        requireShare("eyes", eyes);
    }

    /// Skin that is smoothed and lifted alike.
    public BeautySettings(double strength) {
        this(strength, strength, 0, 0);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1)");
        }
    }

    /// {@return whether pictures pass untouched}
    boolean isNothing() {
        return !changesSkin() && eyes == 0;
    }

    boolean changesSkin() {
        return strength > 0 || brighten > 0 || whiten > 0;
    }

    /// The same with skin smoothed otherwise; where it was lifted alike it stays so.
    public BeautySettings withStrength(double other) {
        return new BeautySettings(other, brighten == strength ? other : brighten, whiten, eyes);
    }

    /// The same with the middle tones lifted otherwise.
    public BeautySettings withBrighten(double other) {
        return new BeautySettings(strength, other, whiten, eyes);
    }

    /// The same with less or more of the skin's colour left.
    public BeautySettings withWhiten(double other) {
        return new BeautySettings(strength, brighten, other, eyes);
    }

    /// The same with eyes sharpened otherwise.
    public BeautySettings withEyes(double other) {
        return new BeautySettings(strength, brighten, whiten, other);
    }
}
