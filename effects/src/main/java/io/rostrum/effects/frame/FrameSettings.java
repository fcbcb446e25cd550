package io.rostrum.effects.frame;

import io.rostrum.effects.picture.PictureSize;
import java.nio.file.Path;

/// What is done to a picture as a whole.
public sealed interface FrameSettings {
    /// Edges are made stronger.
    ///
    /// @param strength 0 (the picture passes untouched) to 1
    record Sharpen(double strength) implements FrameSettings {
        public Sharpen {
            if (!(strength >= 0 && strength <= 1)) {
                throw new IllegalArgumentException("strength: " + strength + " (expected: 0..1)");
            }
        }
    }

    /// Edges are cut away: they become transparent, and the picture keeps its size.
    ///
    /// @param left pixels, as the others
    record Crop(int left, int top, int right, int bottom) implements FrameSettings {
        public Crop {
            require("left", left);
            require("top", top);
            require("right", right);
            require("bottom", bottom);
        }

        private static void require(String name, int pixels) {
            if (pixels < 0 || pixels > PictureSize.MAX_SIDE) {
                throw new IllegalArgumentException(
                        name + ": " + pixels + " (expected: 0.." + PictureSize.MAX_SIDE + " pixels)");
            }
        }
    }

    /// A picture says what stays: its alpha, or its lightness where it has none. It is stretched over the whole.
    ///
    /// @param file     a picture that Java reads
    /// @param inverted whether it says what goes
    record Mask(Path file, boolean inverted) implements FrameSettings {}

    /// The picture moves, and comes in again on the other side.
    ///
    /// @param across pixels a second to the right, as far as the picture's own pixels go; negative to the left
    /// @param down   pixels a second
    record Scroll(double across, double down) implements FrameSettings {
        /// The greatest speed, pixels a second.
        public static final double FASTEST = 5000;

        public Scroll {
            require(across);
            require(down);
        }

        private static void require(double speed) {
            if (!(Math.abs(speed) <= FASTEST)) {
                throw new IllegalArgumentException("speed: " + speed + " (expected: -" + (int) FASTEST + ".."
                        + (int) FASTEST + " pixels a second)");
            }
        }
    }

    /// Pictures are seen later.
    ///
    /// @param millis 0..2000
    record Delay(int millis) implements FrameSettings {
        /// The longest delay, milliseconds.
        public static final int LONGEST_MILLIS = 2000;

        public Delay {
            if (millis < 0 || millis > LONGEST_MILLIS) {
                throw new IllegalArgumentException(
                        "delay: " + millis + " (expected: 0.." + LONGEST_MILLIS + " milliseconds)");
            }
        }
    }
}
