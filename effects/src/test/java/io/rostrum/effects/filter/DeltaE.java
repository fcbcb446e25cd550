package io.rostrum.effects.filter;

/// How far two colours are from each other to the eye: CIE 1976 L*a*b* (ISO/CIE 11664-4), of sRGB (IEC 61966-2-1)
/// under D65. About 2.3 is just to be seen.
final class DeltaE {
    private DeltaE() {}

    static double of(int rgb, int other) {
        double[] a = lab(rgb);
        double[] b = lab(other);
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    /// {@return L*, 0..100}
    static double lightness(int rgb) {
        return lab(rgb)[0];
    }

    private static double[] lab(int rgb) {
        double red = linear(rgb >> 16 & 0xFF);
        double green = linear(rgb >> 8 & 0xFF);
        double blue = linear(rgb & 0xFF);
        double x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
        double y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        double z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(int code) {
        double value = code / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double root(double value) {
        return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
    }
}
