package io.rostrum.effects.watermark;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Where a watermark stands: in a corner or the middle of an edge of the picture.
public enum Corner {
    TOP_LEFT("top-left", 0, 0),
    TOP("top", 0.5, 0),
    TOP_RIGHT("top-right", 1, 0),
    LEFT("left", 0, 0.5),
    CENTER("center", 0.5, 0.5),
    RIGHT("right", 1, 0.5),
    BOTTOM_LEFT("bottom-left", 0, 1),
    BOTTOM("bottom", 0.5, 1),
    BOTTOM_RIGHT("bottom-right", 1, 1);

    private final String word;
    private final double across;
    private final double down;

    Corner(String word, double across, double down) {
        this.word = word;
        this.across = across;
        this.down = down;
    }

    /// {@return x of the left edge of something that wide, a margin away from the picture's edges}
    int x(int pictureWidth, int width, int margin) {
        return margin + (int) Math.round(across * (pictureWidth - width - 2.0 * margin));
    }

    /// {@return y of the top edge of something that high, a margin away from the picture's edges}
    int y(int pictureHeight, int height, int margin) {
        return margin + (int) Math.round(down * (pictureHeight - height - 2.0 * margin));
    }

    /// Reads `top-left`, `bottom-right` and so on.
    ///
    /// @throws IllegalArgumentException for any other text
    public static Corner parse(String text) {
        for (Corner corner : values()) {
            if (corner.word.equals(text)) {
                return corner;
            }
        }
        throw new IllegalArgumentException("corner: " + text + " (expected: "
                + Arrays.stream(values()).map(Corner::toString).collect(Collectors.joining(", ")) + ")");
    }

    @Override
    public String toString() {
        return word;
    }
}
