package io.rostrum.capture.scene;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;

/// How a picture of one shape fills a rectangle of another.
public enum Fit {
    /// All of it is seen, centred; the rest of the rectangle stays as it was.
    CONTAIN,
    /// The rectangle is filled, centred; what sticks out is cut off.
    COVER,
    /// The rectangle is filled, proportions are not kept.
    STRETCH;

    /// {@return the part of `source` that is drawn}
    public PictureRect crop(PictureSize source, PictureRect into) {
        PictureRect whole = new PictureRect(0, 0, source.width(), source.height());
        if (this != COVER) {
            return whole;
        }
        if ((long) source.width() * into.height() > (long) into.width() * source.height()) {
            int width = Math.max(1, Math.round((float) source.height() * into.width() / into.height()));
            return new PictureRect((source.width() - width) / 2, 0, width, source.height());
        }
        int height = Math.max(1, Math.round((float) source.width() * into.height() / into.width()));
        return new PictureRect(0, (source.height() - height) / 2, source.width(), height);
    }

    /// {@return the part of `into` that is drawn on}
    public PictureRect destination(PictureSize source, PictureRect into) {
        if (this != CONTAIN) {
            return into;
        }
        if ((long) source.width() * into.height() > (long) into.width() * source.height()) {
            int height = Math.max(1, Math.round((float) into.width() * source.height() / source.width()));
            return new PictureRect(into.x(), into.y() + (into.height() - height) / 2, into.width(), height);
        }
        int width = Math.max(1, Math.round((float) into.height() * source.width() / source.height()));
        return new PictureRect(into.x() + (into.width() - width) / 2, into.y(), width, into.height());
    }
}
