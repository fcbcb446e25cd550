package io.rostrum.capture.scene;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;

/// Where an item is on the canvas and how it fills its place.
///
/// @param place   rectangle on the canvas, pixels; may stick out
/// @param fit     how a picture of another shape fills it
/// @param opacity 0 invisible .. 1 opaque
/// @param crop    what is cut off the picture before
/// @param turn    how it is turned in its place
public record Transform(PictureRect place, Fit fit, double opacity, Crop crop, Turn turn) {
    public Transform {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity: " + opacity + " (expected: 0 to 1)");
        }
    }

    /// {@return the whole canvas, proportions kept}
    public static Transform fullCanvas(PictureSize canvas) {
        return new Transform(
                new PictureRect(0, 0, canvas.width(), canvas.height()), Fit.CONTAIN, 1, Crop.NONE, Turn.NONE);
    }

    /// {@return the part of a picture that is drawn}
    public PictureRect part(PictureSize picture) {
        PictureRect kept = crop.of(picture);
        PictureRect part = fit.crop(kept.size(), place);
        return new PictureRect(kept.x() + part.x(), kept.y() + part.y(), part.width(), part.height());
    }

    /// {@return where on the canvas that part is drawn, before it is turned}
    public PictureRect destination(PictureSize picture) {
        return fit.destination(crop.of(picture).size(), place);
    }

    /// {@return the same place on a canvas of another size}
    Transform scaled(PictureSize from, PictureSize to) {
        double across = (double) to.width() / from.width();
        double down = (double) to.height() / from.height();
        int left = (int) Math.round(place.x() * across);
        int top = (int) Math.round(place.y() * down);
        PictureRect box = new PictureRect(
                left,
                top,
                Math.max(1, (int) Math.round((place.x() + place.width()) * across) - left),
                Math.max(1, (int) Math.round((place.y() + place.height()) * down) - top));
        return new Transform(box, fit, opacity, crop, turn);
    }

    /// {@return whether a picture of the canvas' size is seen as it is}
    boolean isWhole(PictureSize canvas) {
        return opacity == 1 && crop.equals(Crop.NONE) && turn.isNone() && place.equals(PictureRect.of(canvas));
    }
}
