package io.rostrum.capture.source.color;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.effects.picture.PictureSize;
import java.time.Instant;
import java.util.Arrays;

/// A surface of one colour, also a transparent one.
///
/// @param argb sRGB, alpha not premultiplied
public record ColorDrawing(int argb) implements Drawing, Drawing.Content {
    @Override
    public Moment at(Instant now) {
        return Moment.always(this);
    }

    @Override
    public Drawn draw(PictureSize size) {
        DrawnPicture picture = new DrawnPicture(size);
        Arrays.fill(picture.pixels(), Colors.premultiply(argb));
        return new Drawn(picture);
    }
}
