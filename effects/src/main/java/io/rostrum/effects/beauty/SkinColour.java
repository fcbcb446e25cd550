package io.rostrum.effects.beauty;

/// The colour of one person's skin under the light of the moment, learnt from the cheeks. Confined to one thread.
///
/// Lightness counts for little, so that shaded skin stays skin; the two colour differences decide.
final class SkinColour {
    private static final double LEARNING = 0.1;
    private static final double LEAST_DEVIATION = 5;
    private static final double MOST_DEVIATION = 12;
    /// Deviations within which a colour is surely skin, and beyond which surely not.
    private static final double SURE = 1.6;

    private static final double NEVER = 4.0;

    /// Parts of the cheeks' lightness below which something is surely no skin (hair, a dark collar), and above
    /// which it may be.
    private static final double TOO_DARK = 0.45;

    private static final double LIGHT_ENOUGH = 0.75;

    private double light = Double.NaN;
    private double red;
    private double blue;
    private double deviation = LEAST_DEVIATION;

    /// Takes over a measurement, slowly unless it is the first.
    ///
    /// @param meanLight mean of Y, 0..255
    /// @param meanRed  mean of Cr, 0..255
    /// @param meanBlue mean of Cb, 0..255
    void learn(double meanLight, double meanRed, double meanBlue, double standardDeviation) {
        double part = Double.isNaN(light) ? 1 : LEARNING;
        light = part == 1 ? meanLight : light + part * (meanLight - light);
        red += part * (meanRed - red);
        blue += part * (meanBlue - blue);
        double bounded = Math.clamp(standardDeviation, LEAST_DEVIATION, MOST_DEVIATION);
        deviation += part * (bounded - deviation);
    }

    /// {@return how much the colour difference `code` speaks for skin, by code, 0..255}
    byte[] likelihoodOfRed() {
        return likelihood(red);
    }

    byte[] likelihoodOfBlue() {
        return likelihood(blue);
    }

    byte[] likelihoodOfLight() {
        byte[] table = new byte[256];
        for (int code = 0; code < table.length; code++) {
            double t = Math.clamp((code / light - TOO_DARK) / (LIGHT_ENOUGH - TOO_DARK), 0.0, 1.0);
            table[code] = (byte) Math.round(255 * t * t * (3 - 2 * t));
        }
        return table;
    }

    private byte[] likelihood(double mean) {
        byte[] table = new byte[256];
        for (int code = 0; code < table.length; code++) {
            double away = Math.abs(code - mean) / deviation;
            double t = Math.clamp((NEVER - away) / (NEVER - SURE), 0.0, 1.0);
            table[code] = (byte) Math.round(255 * t * t * (3 - 2 * t));
        }
        return table;
    }
}
