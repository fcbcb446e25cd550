package io.rostrum.capture.source.color;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.StillSource;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import java.util.Arrays;

/// A picture of one colour, also a transparent one.
public final class ColorSource {
    private ColorSource() {}

    /// @param rgb `#rrggbb` or `#rrggbbaa`, sRGB, alpha not premultiplied
    /// @throws IllegalArgumentException if `rgb` is neither
    public static Source of(String rgb, PictureSize size, FramePool pool) {
        int argb = Colors.parse(rgb);
        return new StillSource("color " + rgb, pool, () -> {
            DrawnPicture picture = new DrawnPicture(size);
            Arrays.fill(picture.pixels(), Colors.premultiply(argb));
            return picture;
        });
    }
}
