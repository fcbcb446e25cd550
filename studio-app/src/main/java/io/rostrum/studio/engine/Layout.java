package io.rostrum.studio.engine;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.Transform;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;

/// Where a source is on the canvas, and how it fills its box. It is in parts of the canvas, so that it holds for a
/// canvas of any size.
///
/// @param x      left edge of the box; 0 is that of the canvas, 1 its right edge; may stick out
/// @param y      top edge of the box
/// @param width  of the box, [#LEAST] to [#MOST] of the canvas
/// @param height of the box
/// @param fit    how the picture fills the box
/// @param crop   what is cut off the picture before
/// @param turn   how it is turned in the box
public record Layout(double x, double y, double width, double height, Fit fit, Crop crop, Turn turn) {
    public static final double LEAST = 0.005;
    public static final double MOST = 4;

    /// The whole canvas, proportions kept.
    public static final Layout WHOLE = new Layout(0, 0, 1, 1, Fit.CONTAIN, Crop.NONE, Turn.NONE);

    /// What a picture in a corner leaves free at the edges, as a part of the canvas' height.
    private static final double MARGIN = 1.0 / 30;

    private static final double CORNER_WIDTH = 0.25;

    /// What a settings file does not say, or says wrongly, is put right.
    public Layout {
        x = within(x, -MOST, MOST, 0);
        y = within(y, -MOST, MOST, 0);
        width = within(width, LEAST, MOST, 1);
        height = within(height, LEAST, MOST, 1);
        fit = fit == null ? Fit.CONTAIN : fit;
        crop = crop == null ? Crop.NONE : crop;
        turn = turn == null ? Turn.NONE : turn;
    }

    private static double within(double value, double least, double most, double otherwise) {
        return Double.isFinite(value) ? Math.clamp(value, least, most) : otherwise;
    }

    /// {@return what a place means}
    static Layout of(Place place, PictureSize canvas) {
        if (place == Place.WHOLE || place == Place.FREE) {
            return WHOLE;
        }
        int margin = (int) Math.round(canvas.height() * MARGIN);
        int width = (int) Math.round(canvas.width() * CORNER_WIDTH);
        int height = width * 9 / 16;
        boolean left = place == Place.TOP_LEFT || place == Place.BOTTOM_LEFT;
        boolean top = place == Place.TOP_LEFT || place == Place.TOP_RIGHT;
        return WHOLE.withFit(Fit.COVER)
                .withBox(
                        new PictureRect(
                                left ? margin : canvas.width() - width - margin,
                                top ? margin : canvas.height() - height - margin,
                                width,
                                height),
                        canvas);
    }

    /// {@return the box in pixels of a canvas}
    public PictureRect box(PictureSize canvas) {
        return new PictureRect(
                (int) Math.round(x * canvas.width()),
                (int) Math.round(y * canvas.height()),
                side(width * canvas.width()),
                side(height * canvas.height()));
    }

    private static int side(double pixels) {
        return Math.clamp(Math.round(pixels), 1, PictureSize.MAX_SIDE);
    }

    /// {@return the same with another box}
    public Layout withBox(PictureRect box, PictureSize canvas) {
        return new Layout(
                (double) box.x() / canvas.width(),
                (double) box.y() / canvas.height(),
                (double) box.width() / canvas.width(),
                (double) box.height() / canvas.height(),
                fit,
                crop,
                turn);
    }

    public Layout withFit(Fit to) {
        return new Layout(x, y, width, height, to, crop, turn);
    }

    public Layout withCrop(Crop to) {
        return new Layout(x, y, width, height, fit, to, turn);
    }

    public Layout withTurn(Turn to) {
        return new Layout(x, y, width, height, fit, crop, to);
    }

    Transform transform(PictureSize canvas) {
        return new Transform(box(canvas), fit, /* opacity= */ 1, crop, turn);
    }
}
