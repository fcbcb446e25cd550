package io.rostrum.effects.color;

/// The formulas of [ColourSettings].
final class Correction {
    private static final double KR = 0.2126;
    private static final double KB = 0.0722;
    private static final double KG = 1 - KR - KB;
    /// By how many stops red rises and blue falls, or the other way, at the end of the slider.
    private static final double TEMPERATURE_STOPS = 0.4;
    private static final double TINT_STOPS = 0.3;

    private Correction() {}

    /// {@return what is done to each channel by itself}
    static ColourFunction curves(ColourSettings settings) {
        double red = Math.pow(2, TEMPERATURE_STOPS * settings.temperature());
        double green = Math.pow(2, -TINT_STOPS * settings.tint());
        double blue = Math.pow(2, -TEMPERATURE_STOPS * settings.temperature());
        double lightness = KR * red + KG * green + KB * blue; // white stays as light as it is
        double[] gains = {red / lightness, green / lightness, blue / lightness};
        return rgb -> {
            for (int channel = 0; channel < rgb.length; channel++) {
                double value = rgb[channel] * gains[channel];
                value = (value - 0.5) * settings.contrast() + 0.5 + settings.brightness();
                rgb[channel] = Math.pow(Math.clamp(value, 0.0, 1.0), 1 / settings.gamma());
            }
        };
    }

    /// {@return saturation and hue: the colour differences of BT.709 stretched and turned around grey}
    static ColourFunction mixing(ColourSettings settings) {
        double along = settings.saturation() * Math.cos(Math.toRadians(settings.hue()));
        double across = settings.saturation() * Math.sin(Math.toRadians(settings.hue()));
        return rgb -> {
            double luma = KR * rgb[0] + KG * rgb[1] + KB * rgb[2];
            double blue = (rgb[2] - luma) / (2 * (1 - KB));
            double red = (rgb[0] - luma) / (2 * (1 - KR));
            double turnedBlue = along * blue - across * red;
            double turnedRed = across * blue + along * red;
            rgb[0] = luma + 2 * (1 - KR) * turnedRed;
            rgb[2] = luma + 2 * (1 - KB) * turnedBlue;
            rgb[1] = (luma - KR * rgb[0] - KB * rgb[2]) / KG;
        };
    }
}
