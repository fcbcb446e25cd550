package io.rostrum.capture.source.text;

/// How a text looks. Colours are sRGB, ARGB, alpha not premultiplied.
///
/// @param font       family; empty for the system's letters without serifs
/// @param size       height of the letters (one em), pixels, [#LEAST_SIZE] to [#MOST_SIZE]
/// @param bold       whether the letters are bold
/// @param italic     whether the letters are slanted
/// @param argb       colour of the letters
/// @param outline    width of the line around each letter, pixels, 0 for none
/// @param outlineArgb colour of that line
/// @param background colour behind the lines; alpha 0 for none
/// @param align      where the lines are, from left to right
/// @param anchor     where the lines are, from top to bottom
/// @param wrap       the longest line, pixels; 0 for as wide as the picture
public record TextStyle(
        String font,
        double size,
        boolean bold,
        boolean italic,
        int argb,
        double outline,
        int outlineArgb,
        int background,
        Align align,
        Anchor anchor,
        int wrap) {
    public static final double LEAST_SIZE = 4;
    public static final double MOST_SIZE = 1000;
    public static final double MOST_OUTLINE = 100;

    /// White letters in the middle of the picture.
    public static final TextStyle DEFAULT =
            new TextStyle("", 72, false, false, 0xFFFFFFFF, 0, 0xFF000000, 0, Align.CENTER, Anchor.MIDDLE, 0);

    /// Where lines are, from left to right.
    public enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    /// Where lines are, from top to bottom.
    public enum Anchor {
        TOP,
        MIDDLE,
        BOTTOM
    }

    public TextStyle {
        if (!(size >= LEAST_SIZE && size <= MOST_SIZE)) {
            throw new IllegalArgumentException("text size: " + size + " (expected: 4 to 1000 pixels)");
        }
        if (!(outline >= 0 && outline <= MOST_OUTLINE)) {
            throw new IllegalArgumentException("text outline: " + outline + " (expected: 0 to 100 pixels)");
        }
        if (wrap < 0) {
            throw new IllegalArgumentException("text wrap: " + wrap + " (expected: 0 or more pixels)");
        }
    }
}
