package io.rostrum.effects.background;

import io.rostrum.effects.segmentation.PersonOutline;
import java.nio.file.Path;

/// What is seen in place of what is behind a person.
///
/// @param edge       where the outline is drawn: -1 (well within the person) to 1 (well around)
/// @param smoothness how soft the outline is, 0..1
/// @param spill      how much of the light of the old background is taken from the outline, 0..1
public record BackgroundSettings(Instead instead, double edge, double smoothness, double spill) {
    /// What the outline is like unless it is set.
    public static final double USUAL_SMOOTHNESS = PersonOutline.SMOOTHNESS;

    /// All of the old light that is found.
    public static final double USUAL_SPILL = 1;

    private static final int RGB = 0xFFFFFF;

    public BackgroundSettings {
        if (!(edge >= -1 && edge <= 1)) {
            throw new IllegalArgumentException("edge: " + edge + " (expected: -1..1)");
        }
        requireShare("smoothness", smoothness);
        requireShare("spill", spill);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0..1)");
        }
    }

    /// What is there instead.
    public sealed interface Instead {
        /// Nothing: what lies below a source in its scene is seen.
        record Nothing() implements Instead {}

        /// @param rgb 0xRRGGBB
        record Colour(int rgb) implements Instead {
            public Colour {
                if ((rgb & ~RGB) != 0) {
                    throw new IllegalArgumentException("colour: " + Integer.toHexString(rgb) + " (expected: RRGGBB)");
                }
            }
        }

        /// A picture, as large as it takes to leave nothing free; what is too much is cut off at both sides alike.
        ///
        /// @param file one that Java reads
        record Picture(Path file) implements Instead {}
    }
}
