package io.rostrum.effects.watermark;

import io.rostrum.effects.picture.PictureSize;
import java.nio.file.Path;

/// What is drawn over the picture, where, how large and how strongly.
///
/// @param mark    what is drawn
/// @param place   where
/// @param extent  how large
/// @param opacity 0 (the picture passes untouched) to 1
/// @param color   of texts and clocks, straight 0xAARRGGBB
public record WatermarkSettings(Mark mark, Place place, Extent extent, double opacity, int color) {
    public WatermarkSettings {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity: " + opacity + " (expected: 0..1)");
        }
    }

    /// What is drawn.
    public sealed interface Mark {
        /// A picture file that Java reads (PNG, JPEG, GIF, BMP), with its alpha.
        record Image(Path file) implements Mark {}

        /// A text in any script; lines are separated by line feeds.
        record Text(String text) implements Mark {
            public Text {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("text: empty (expected: at least one letter)");
                }
            }
        }

        /// The time of day as `HH:mm:ss` in the machine's zone.
        record Clock() implements Mark {}
    }

    /// Where it is drawn.
    public sealed interface Place {
        /// @param margin pixels from the edges, 0 or more
        record InCorner(Corner corner, int margin) implements Place {
            public InCorner {
                if (margin < 0 || margin > PictureSize.MAX_SIDE) {
                    throw new IllegalArgumentException(
                            "margin: " + margin + " (expected: 0.." + PictureSize.MAX_SIDE + " pixels)");
                }
            }
        }

        /// Pixels from the picture's top left to the watermark's; may be negative.
        record At(int x, int y) implements Place {}
    }

    /// How large it is drawn.
    public sealed interface Extent {
        /// An image pixel by pixel; a text with letters of a twentieth of the picture's height.
        record Natural() implements Extent {}

        /// A height in proportion to the picture's, the width as it follows.
        ///
        /// @param fraction more than 0, at most 1
        record OfHeight(double fraction) implements Extent {
            public OfHeight {
                if (!(fraction > 0 && fraction <= 1)) {
                    throw new IllegalArgumentException("size: " + fraction + " (expected: more than 0, at most 1)");
                }
            }
        }

        /// Pixels; the proportions are changed if they differ.
        record Exactly(PictureSize size) implements Extent {}
    }
}
