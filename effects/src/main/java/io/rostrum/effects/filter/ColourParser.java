package io.rostrum.effects.filter;

import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.color.LutFile;
import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.key.KeySettings;
import java.io.IOException;
import java.nio.file.Path;

/// Reads what changes colours and what makes them transparent; see [FilterSpec#parse].
final class ColourParser {
    static final String COLOUR_OPTIONS = "brightness, contrast, gamma, saturation, hue, temperature, tint";

    /// What a green and a blue backdrop are painted with.
    private static final int GREEN = 0x00B140;

    private static final int BLUE = 0x0047BB;
    private static final int RGB = 0xFFFFFF;
    private static final double SIMILARITY = 0.4;
    private static final double SMOOTHNESS = 0.3;
    private static final double SPILL = 0.5;
    private static final double COLOUR_SIMILARITY = 0.1;
    private static final double COLOUR_SMOOTHNESS = 0.05;
    private static final double LUMA_SMOOTHNESS = 0.1;

    private final FilterWords words;

    ColourParser(FilterWords words) {
        this.words = words;
    }

    FilterSettings chromaKey() {
        String backdrop = words.onlyValue("green, blue or RRGGBB");
        int rgb = switch (backdrop) {
            case "green" -> GREEN;
            case "blue" -> BLUE;
            default -> rgb(backdrop);
        };
        return new FilterSettings.Key(new KeySettings.Chroma(
                rgb,
                words.number("similarity", SIMILARITY),
                words.number("smoothness", SMOOTHNESS),
                words.number("spill", SPILL)));
    }

    FilterSettings colourKey() {
        return new FilterSettings.Key(new KeySettings.Colour(
                rgb(words.onlyValue("RRGGBB")),
                words.number("similarity", COLOUR_SIMILARITY),
                words.number("smoothness", COLOUR_SMOOTHNESS)));
    }

    static int rgb(String text) {
        int argb = FilterWords.color("colour", text);
        if (argb >>> 24 != 0xFF) {
            throw new IllegalArgumentException("colour: " + text + " (expected: RRGGBB)");
        }
        return argb & RGB;
    }

    FilterSettings lumaKey() {
        double low = FilterWords.number("low", words.onlyValue("0..1, what is darker is transparent"));
        return new FilterSettings.Key(
                new KeySettings.Luma(low, words.number("high", 1), words.number("smoothness", LUMA_SMOOTHNESS)));
    }

    FilterSettings lut() {
        Path file = FilterWords.path(words.onlyValue("a .cube or .png file"));
        try {
            LutFile.require(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new FilterSettings.Lut(new LutSettings(file, words.number("strength", 1)));
    }

    FilterSettings colour() {
        words.optionsAlone();
        if (!words.values().isEmpty()) {
            throw new IllegalArgumentException(
                    String.join(",", words.values()) + " (expected: " + COLOUR_OPTIONS + ", each with =NUMBER)");
        }
        ColourSettings none = ColourSettings.NONE;
        return new FilterSettings.Colour(new ColourSettings(
                words.number("brightness", none.brightness()),
                words.number("contrast", none.contrast()),
                words.number("gamma", none.gamma()),
                words.number("saturation", none.saturation()),
                words.number("hue", none.hue()),
                words.number("temperature", none.temperature()),
                words.number("tint", none.tint())));
    }
}
