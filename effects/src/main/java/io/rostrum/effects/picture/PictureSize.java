package io.rostrum.effects.picture;

/// Width and height of a picture in pixels.
///
/// @param width  1..16384
/// @param height 1..16384
public record PictureSize(int width, int height) {
    /// The largest side accepted, pixels.
    public static final int MAX_SIDE = 16384;

    public PictureSize {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "picture size: " + width + "x" + height + " (expected: each side 1.." + MAX_SIDE + ")");
        }
    }

    /// Reads `1280x720`.
    ///
    /// @throws IllegalArgumentException if `text` is not two numbers with an x between
    public static PictureSize parse(String text) {
        String[] sides = text.strip().split("x", -1);
        try {
            if (sides.length == 2) {
                return new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("picture size: " + text + " (expected: like 1280x720)", e);
        }
        throw new IllegalArgumentException("picture size: " + text + " (expected: like 1280x720)");
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
