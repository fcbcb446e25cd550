package io.rostrum.capture.source.color;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.StillSource;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import java.util.Arrays;
import java.util.HexFormat;

/// A picture of one colour, also a transparent one.
public final class ColorSource {
    private ColorSource() {}

    /// @param rgb `#rrggbb` or `#rrggbbaa`, sRGB, alpha not premultiplied
    /// @throws IllegalArgumentException if `rgb` is neither
    public static Source of(String rgb, PictureSize size, FramePool pool) {
        int argb = parse(rgb);
        return new StillSource("color " + rgb, pool, () -> {
            DrawnPicture picture = new DrawnPicture(size);
            Arrays.fill(picture.pixels(), premultiply(argb));
            return picture;
        });
    }

    private static int parse(String rgb) {
        String digits = rgb.startsWith("#") ? rgb.substring(1) : rgb;
        if (digits.length() == 6 || digits.length() == 8) {
            try {
                int value = HexFormat.fromHexDigits(digits);
                return digits.length() == 6 ? 0xFF000000 | value : Integer.rotateRight(value, 8);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("color: " + rgb + " (expected: #rrggbb or #rrggbbaa)", e);
            }
        }
        throw new IllegalArgumentException("color: " + rgb + " (expected: #rrggbb or #rrggbbaa)");
    }

    private static int premultiply(int argb) {
        int alpha = argb >>> 24;
        return alpha << 24
                | scale(argb >> 16 & 0xFF, alpha) << 16
                | scale(argb >> 8 & 0xFF, alpha) << 8
                | scale(argb & 0xFF, alpha);
    }

    private static int scale(int channel, int alpha) {
        return (channel * alpha + 127) / 255;
    }
}
