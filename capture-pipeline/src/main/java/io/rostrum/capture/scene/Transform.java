package io.rostrum.capture.scene;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;

/// Where an item is on the canvas and how it fills its place.
///
/// @param place   rectangle on the canvas, pixels; may stick out
/// @param fit     how a picture of another shape fills it
/// @param opacity 0 invisible .. 1 opaque
public record Transform(PictureRect place, Fit fit, double opacity) {
    public Transform {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity: " + opacity + " (expected: 0 to 1)");
        }
    }

    /// {@return the whole canvas, proportions kept}
    public static Transform fullCanvas(PictureSize canvas) {
        return new Transform(new PictureRect(0, 0, canvas.width(), canvas.height()), Fit.CONTAIN, 1);
    }
}
