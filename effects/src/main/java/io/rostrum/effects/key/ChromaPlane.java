package io.rostrum.effects.key;

/// Colours without their lightness: the plane of the two colour differences of BT.709, each -127.5..127.5.
final class ChromaPlane {
    static final double KR = 0.2126;
    static final double KB = 0.0722;
    static final double KG = 1 - KR - KB;
    private static final double CB_SCALE = 2 * (1 - KB);
    private static final double CR_SCALE = 2 * (1 - KR);
    private static final int SHIFT = 16;

    private static final int BLUE_OF_RED = fixed(-KR / CB_SCALE);
    private static final int BLUE_OF_GREEN = fixed(-KG / CB_SCALE);
    private static final int BLUE_OF_BLUE = -BLUE_OF_RED - BLUE_OF_GREEN; // grey is exactly in the middle
    private static final int RED_OF_GREEN = fixed(-KG / CR_SCALE);
    private static final int RED_OF_BLUE = fixed(-KB / CR_SCALE);
    private static final int RED_OF_RED = -RED_OF_GREEN - RED_OF_BLUE;
    /// Half a code under 128, so that both ends of the range fit 0..255 when rounded.
    private static final int MIDDLE = (255 << (SHIFT - 1)) + (1 << (SHIFT - 1));

    private ChromaPlane() {}

    private static int fixed(double weight) {
        return (int) Math.round(weight * (1 << SHIFT));
    }

    static double blueDifference(double red, double green, double blue) {
        return (blue - KR * red - KG * green - KB * blue) / CB_SCALE;
    }

    static double redDifference(double red, double green, double blue) {
        return (red - KR * red - KG * green - KB * blue) / CR_SCALE;
    }

    /// {@return how strongly a colour is coloured: 0 for grey}
    static double chroma(int rgb) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        return Math.hypot(blueDifference(red, green, blue), redDifference(red, green, blue));
    }

    /// {@return what moves red, green and blue by so much of the two differences and leaves the lightness}
    static double[] toRgb(double blueDifference, double redDifference) {
        double red = CR_SCALE * redDifference;
        double blue = CB_SCALE * blueDifference;
        return new double[] {red, -(KR * red + KB * blue) / KG, blue};
    }

    /// Writes the place of each pixel in a table of 256 rows, one for each blue difference, of 256 red
    /// differences.
    static void places(int[] pixels, int[] places) {
        for (int x = 0; x < places.length; x++) {
            int red = pixels[x] >> 16 & 0xFF;
            int green = pixels[x] >> 8 & 0xFF;
            int blue = pixels[x] & 0xFF;
            int cb = (red * BLUE_OF_RED + green * BLUE_OF_GREEN + blue * BLUE_OF_BLUE + MIDDLE) >> SHIFT;
            int cr = (red * RED_OF_RED + green * RED_OF_GREEN + blue * RED_OF_BLUE + MIDDLE) >> SHIFT;
            places[x] = (cb & 0xFF) << 8 | (cr & 0xFF);
        }
    }

    /// {@return the difference that a row or a column of the table stands for}
    static double difference(int code) {
        return code - 127.5;
    }
}
