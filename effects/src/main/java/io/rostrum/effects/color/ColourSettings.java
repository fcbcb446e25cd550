package io.rostrum.effects.color;

/// How colours are corrected, in this order: temperature and tint, brightness and contrast, gamma, saturation,
/// hue.
///
/// @param brightness  -1..1, added; 0 leaves it
/// @param contrast    0..3, around middle grey; 1 leaves it
/// @param gamma       0.2..5: more than 1 lightens what is neither black nor white; 1 leaves it
/// @param saturation  0 (grey) to 3; 1 leaves it
/// @param hue         -180..180 degrees, turned around grey; 0 leaves it
/// @param temperature -1 (as under a blue sky) to 1 (as by candlelight); 0 leaves it
/// @param tint        -1 (green) to 1 (magenta); 0 leaves it
public record ColourSettings(
        double brightness,
        double contrast,
        double gamma,
        double saturation,
        double hue,
        double temperature,
        double tint) {
    /// Leaves every colour as it is.
    public static final ColourSettings NONE = new ColourSettings(0, 1, 1, 1, 0, 0, 0);

    public ColourSettings {
        require("brightness", brightness, -1, 1);
        require("contrast", contrast, 0, 3);
        require("gamma", gamma, 0.2, 5);
        require("saturation", saturation, 0, 3);
        require("hue", hue, -180, 180);
        require("temperature", temperature, -1, 1);
        require("tint", tint, -1, 1);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + number(least) + ".." + number(most) + ")");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
    }
}
