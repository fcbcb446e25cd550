package io.rostrum.effects.picture;

import org.bytedeco.opencv.opencv_core.Rect;

/// A rectangle in pixels of some picture; it may lie partly or wholly outside of it.
///
/// @param x      of the left edge, may be negative
/// @param y      of the top edge, may be negative
/// @param width  1..16384
/// @param height 1..16384
public record PictureRect(int x, int y, int width, int height) {
    public PictureRect {
        if (width < 1 || height < 1 || width > PictureSize.MAX_SIDE || height > PictureSize.MAX_SIDE) {
            throw new IllegalArgumentException("rectangle: " + width + "x" + height + " at " + x + "," + y
                    + " (expected: each side 1.." + PictureSize.MAX_SIDE + ")");
        }
    }

    /// {@return the rectangle that covers a whole picture}
    public static PictureRect of(PictureSize size) {
        return new PictureRect(0, 0, size.width(), size.height());
    }

    public PictureSize size() {
        return new PictureSize(width, height);
    }

    /// {@return whether a picture of `size` has every pixel of this rectangle}
    public boolean isInside(PictureSize size) {
        return x >= 0 && y >= 0 && (long) x + width <= size.width() && (long) y + height <= size.height();
    }

    /// {@return whether a picture of `size` has some pixel of this rectangle}
    public boolean touches(PictureSize size) {
        return x < size.width() && y < size.height() && (long) x + width > 0 && (long) y + height > 0;
    }

    /// {@return the part that a picture of `size` has}
    ///
    /// @throws IllegalArgumentException if it has none: ask [#touches] first
    public PictureRect clippedTo(PictureSize size) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        int right = (int) Math.min(size.width(), (long) x + width);
        int bottom = (int) Math.min(size.height(), (long) y + height);
        return new PictureRect(left, top, right - left, bottom - top);
    }

    /// {@return the same as OpenCV knows it, to be closed by the caller}
    Rect toNative() {
        return new Rect(x, y, width, height);
    }
}
