package io.rostrum.capture.source.color;

import java.util.HexFormat;
import java.util.Locale;

/// Colours as people write them: `#rrggbb` or `#rrggbbaa`, sRGB, alpha not premultiplied.
public final class Colors {
    private Colors() {}

    /// {@return the colour as ARGB, alpha not premultiplied}
    ///
    /// @throws IllegalArgumentException if `rgb` is no colour
    public static int parse(String rgb) {
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

    /// {@return what [#parse] reads as this colour}
    ///
    /// @param argb alpha not premultiplied
    public static String write(int argb) {
        return argb >>> 24 == 0xFF
                ? String.format(Locale.ROOT, "#%06x", argb & 0xFFFFFF)
                : String.format(Locale.ROOT, "#%08x", Integer.rotateLeft(argb, 8));
    }

    static int premultiply(int argb) {
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
