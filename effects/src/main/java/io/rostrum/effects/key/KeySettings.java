package io.rostrum.effects.key;

/// What is made transparent, and how softly.
public sealed interface KeySettings {
    /// A coloured backdrop, whether lit or in the shade: pixels are judged by their hue and strength of colour,
    /// not by their lightness.
    ///
    /// @param rgb        the backdrop's colour, 0xRRGGBB; no grey
    /// @param similarity 0..1: how far from the colour towards grey, or past it to another hue, all is
    ///                   transparent
    /// @param smoothness 0..1: how much further it takes until all is opaque
    /// @param spill      0..1: how much of the backdrop's light is taken from what stays
    record Chroma(int rgb, double similarity, double smoothness, double spill) implements KeySettings {
        /// The least strength of colour, of 255, that tells a backdrop from grey.
        private static final double LEAST_CHROMA = 8;

        public Chroma {
            requireColour(rgb);
            requireShare("similarity", similarity);
            requireShare("smoothness", smoothness);
            requireShare("spill", spill);
            if (!suits(rgb)) {
                throw new IllegalArgumentException("colour: " + String.format("%06x", rgb)
                        + " is grey (expected: a colour; for grey use colorkey or lumakey)");
            }
        }

        /// {@return whether a colour, 0xRRGGBB, is one that a backdrop can be told by: no grey}
        public static boolean suits(int rgb) {
            return ChromaPlane.chroma(rgb) >= LEAST_CHROMA;
        }
    }

    /// One colour, lightness and all.
    ///
    /// @param rgb        0xRRGGBB
    /// @param similarity 0..1, of the way from black to white: how far from the colour all is transparent
    /// @param smoothness 0..1: how much further it takes until all is opaque
    record Colour(int rgb, double similarity, double smoothness) implements KeySettings {
        public Colour {
            requireColour(rgb);
            requireShare("similarity", similarity);
            requireShare("smoothness", smoothness);
        }
    }

    /// What is darker or lighter than something.
    ///
    /// @param low        0..1: what is darker is transparent
    /// @param high       0..1, at least `low`: what is lighter is transparent
    /// @param smoothness 0..1: how far inside of the two limits it takes until all is opaque
    record Luma(double low, double high, double smoothness) implements KeySettings {
        public Luma {
            requireShare("low", low);
            requireShare("high", high);
            requireShare("smoothness", smoothness);
            if (high < low) {
                throw new IllegalArgumentException("high: " + high + " (expected: at least low, " + low + ")");
            }
        }
    }

    private static void requireColour(int rgb) {
        if (rgb >>> 24 != 0) {
            throw new IllegalArgumentException("colour: " + Integer.toHexString(rgb) + " (expected: RRGGBB)");
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1)");
        }
    }
}
