package io.rostrum.server.channel;

/// The colours of a channel's pages, made of the one that it chose so that text is read everywhere: a contrast of at
/// least 4.5:1 (WCAG 2.2, 1.4.3) against each ground of the pages' style sheet.
///
/// @param fill     of buttons: the colour itself
/// @param fillText on it
/// @param onDark   of links and icons in the dark setting
/// @param onLight  of links and icons in the light setting
record Theme(String fill, String fillText, String onDark, String onLight) {
    private static final double LEAST_CONTRAST = 4.5;
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0x000000;
    /// `--raised` of style.css: of the grounds in its setting, the nearest to the letters.
    private static final int DARK_GROUND = 0x1F252E;
    private static final int LIGHT_GROUND = 0xECEFF3;
    private static final int STEPS = 50;

    /// @param accent `#rrggbb`
    static Theme of(String accent) {
        int colour = Integer.parseInt(accent.substring(1), 16);
        int text = contrast(colour, WHITE) >= LEAST_CONTRAST ? WHITE : BLACK;
        return new Theme(
                accent,
                hex(text),
                hex(readable(colour, WHITE, DARK_GROUND)),
                hex(readable(colour, BLACK, LIGHT_GROUND)));
    }

    /// {@return the first colour on the way to `end` that is read on `ground`}
    private static int readable(int colour, int end, int ground) {
        for (int step = 0; step < STEPS; step++) {
            int mixed = mix(colour, end, step);
            if (contrast(mixed, ground) >= LEAST_CONTRAST) {
                return mixed;
            }
        }
        return end;
    }

    private static int mix(int from, int to, int step) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            mixed |= (a + (b - a) * step / STEPS) << shift;
        }
        return mixed;
    }

    /// {@return the contrast ratio of WCAG 2.2, 1 to 21}
    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 0xFF)
                + 0.7152 * linear(colour >> 8 & 0xFF)
                + 0.0722 * linear(colour & 0xFF);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String hex(int colour) {
        return "#%06x".formatted(colour);
    }
}
