package io.rostrum.capture.scene;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;

/// What is cut off the edges of a picture, as parts of its width and height; something is always left.
///
/// @param left   0 to [#MOST], with `right` less than 1 together
/// @param top    0 to [#MOST], with `bottom` less than 1 together
public record Crop(double left, double top, double right, double bottom) {
    /// The most that two opposite edges may take together.
    public static final double MOST = 0.99;

    /// The whole picture.
    public static final Crop NONE = new Crop(0, 0, 0, 0);

    public Crop {
        if (!(left >= 0 && top >= 0 && right >= 0 && bottom >= 0 && left + right <= MOST && top + bottom <= MOST)) {
            throw new IllegalArgumentException("crop: " + left + ", " + top + ", " + right + ", " + bottom
                    + " (expected: 0 or more each, opposite ones not more than " + MOST + ")");
        }
    }

    /// {@return what is left of a picture, a pixel at least}
    public PictureRect of(PictureSize picture) {
        int x = (int) Math.round(left * picture.width());
        int y = (int) Math.round(top * picture.height());
        x = Math.min(x, picture.width() - 1);
        y = Math.min(y, picture.height() - 1);
        return new PictureRect(
                x,
                y,
                Math.max(1, picture.width() - x - (int) Math.round(right * picture.width())),
                Math.max(1, picture.height() - y - (int) Math.round(bottom * picture.height())));
    }
}
