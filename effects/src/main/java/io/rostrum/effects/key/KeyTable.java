package io.rostrum.effects.key;

import io.rostrum.effects.key.KeySettings.Chroma;
import io.rostrum.effects.key.KeySettings.Colour;
import io.rostrum.effects.key.KeySettings.Luma;

/// What becomes of each pixel, looked up by what it is judged by.
///
/// A pixel at the edge of what stays is a mixture of the foreground and of the backdrop: `C = αF + (1 − α)K`. So
/// what is left of it, premultiplied, is `C − (1 − α)K`, whatever `F` is (T. Porter and T. Duff, "Compositing
/// digital images", 1984; A. R. Smith and J. F. Blinn, "Blue screen matting", 1996, section 3), and no rim of the
/// backdrop's colour is left around it.
abstract class KeyTable {
    private static final int OPAQUE = 255;
    private static final int RED = 16;
    private static final int GREEN = 8;
    /// A hue that is further than this from the backdrop's, as a tangent, is not taken for its light.
    private static final double SPILL_TANGENT = Math.sqrt(3);

    /// For each place the alpha in the upper byte and in the lower how much of the spill is taken away.
    private final short[] table;
    /// Of the backdrop, taken by what alpha lacks.
    private final int[] backdrop;
    /// Taken for each step of the table's lower byte, in 256ths.
    private final int[] spill;
    private int[] keys = new int[0];

    private KeyTable(short[] table, int[] backdrop, int[] spill) {
        this.table = table;
        this.backdrop = backdrop;
        this.spill = spill;
    }

    static KeyTable of(KeySettings settings) {
        return switch (settings) {
            case Chroma chroma -> new OfChroma(chroma);
            case Colour colour -> new OfColour(colour);
            case Luma luma -> new OfLuma(luma);
        };
    }

    /// Writes where in the table each pixel is found.
    abstract void places(int[] pixels, int[] places);

    /// Keys a row of opaque pixels; they are premultiplied afterwards.
    final void key(int[] row) {
        if (keys.length != row.length) {
            keys = new int[row.length];
        }
        places(row, keys);
        for (int x = 0; x < keys.length; x++) {
            keys[x] = table[keys[x]];
        }
        pixels(row, keys);
    }

    private void pixels(int[] row, int[] keys) {
        pixels(row, keys, backdrop[0], backdrop[1], backdrop[2], 256 * spill[0], 256 * spill[1], 256 * spill[2]);
    }

    private static void pixels(
            int[] row, int[] keys, int red, int green, int blue, int redSpill, int greenSpill, int blueSpill) {
        for (int x = 0; x < keys.length; x++) {
            int alpha = keys[x] >> 8 & 0xFF;
            int missing = (OPAQUE - alpha) * 257;
            int spilt = keys[x] & 0xFF;
            int pixel = row[x];
            int r = (pixel >> RED & 0xFF) - ((missing * red + spilt * redSpill + 32768) >> 16);
            int g = (pixel >> GREEN & 0xFF) - ((missing * green + spilt * greenSpill + 32768) >> 16);
            int b = (pixel & 0xFF) - ((missing * blue + spilt * blueSpill + 32768) >> 16);
            row[x] = alpha << 24
                    | Math.min(alpha, Math.max(0, r)) << RED
                    | Math.min(alpha, Math.max(0, g)) << GREEN
                    | Math.min(alpha, Math.max(0, b));
        }
    }

    private static short entry(double alpha, double spilt) {
        return (short) (Math.round(OPAQUE * alpha) << 8 | Math.clamp(Math.round(spilt), 0, OPAQUE));
    }

    /// {@return 0 up to `from`, 1 from `from + over` on, straight between}
    private static double ramp(double value, double from, double over) {
        if (value <= from) {
            return 0;
        }
        return over == 0 ? 1 : Math.min(1, (value - from) / over);
    }

    private static int[] channels(int rgb) {
        return new int[] {rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF};
    }

    /// By the two colour differences.
    private static final class OfChroma extends KeyTable {
        OfChroma(Chroma settings) {
            super(table(settings), channels(settings.rgb()), spill(settings));
        }

        private static double[] towards(int rgb) {
            int[] colour = channels(rgb);
            double chroma = ChromaPlane.chroma(rgb);
            return new double[] {
                ChromaPlane.blueDifference(colour[0], colour[1], colour[2]) / chroma,
                ChromaPlane.redDifference(colour[0], colour[1], colour[2]) / chroma
            };
        }

        private static int[] spill(Chroma settings) {
            double[] towards = towards(settings.rgb());
            double[] rgb = ChromaPlane.toRgb(towards[0], towards[1]);
            return new int[] {
                (int) Math.round(256 * rgb[0]), (int) Math.round(256 * rgb[1]), (int) Math.round(256 * rgb[2])
            };
        }

        private static short[] table(Chroma settings) {
            double chroma = ChromaPlane.chroma(settings.rgb());
            double[] towards = towards(settings.rgb());
            short[] table = new short[256 * 256];
            for (int place = 0; place < table.length; place++) {
                double cb = ChromaPlane.difference(place >> 8);
                double cr = ChromaPlane.difference(place & 0xFF);
                double along = cb * towards[0] + cr * towards[1];
                double beside = cb * towards[1] - cr * towards[0];
                double distance = Math.hypot(along - chroma, beside) / chroma;
                boolean stronger = along > chroma && Math.abs(beside) <= settings.similarity() * chroma;
                double alpha = stronger ? 0 : ramp(distance, settings.similarity(), settings.smoothness());
                double left = along - Math.abs(beside) / SPILL_TANGENT - (1 - alpha) * chroma;
                table[place] = entry(alpha, settings.spill() * left);
            }
            return table;
        }

        @Override
        void places(int[] pixels, int[] places) {
            ChromaPlane.places(pixels, places);
        }
    }

    /// By the square of the distance from the colour.
    private static final class OfColour extends KeyTable {
        private static final int SHIFT = 2;
        private final int red;
        private final int green;
        private final int blue;

        OfColour(Colour settings) {
            super(table(settings), channels(settings.rgb()), new int[3]);
            red = settings.rgb() >> 16 & 0xFF;
            green = settings.rgb() >> 8 & 0xFF;
            blue = settings.rgb() & 0xFF;
        }

        private static short[] table(Colour settings) {
            double most = Math.sqrt(3) * OPAQUE;
            short[] table = new short[((3 * OPAQUE * OPAQUE) >> SHIFT) + 1];
            for (int place = 0; place < table.length; place++) {
                double distance = Math.sqrt(place << SHIFT) / most;
                table[place] = entry(ramp(distance, settings.similarity(), settings.smoothness()), 0);
            }
            return table;
        }

        @Override
        void places(int[] pixels, int[] places) {
            places(pixels, places, red, green, blue);
        }

        private static void places(int[] pixels, int[] places, int red, int green, int blue) {
            for (int x = 0; x < places.length; x++) {
                int r = (pixels[x] >> 16 & 0xFF) - red;
                int g = (pixels[x] >> 8 & 0xFF) - green;
                int b = (pixels[x] & 0xFF) - blue;
                places[x] = (r * r + g * g + b * b) >> SHIFT;
            }
        }
    }

    /// By the lightness; what is transparent for its lightness is taken for a mixture with white, the rest with
    /// black.
    private static final class OfLuma extends KeyTable {
        private static final int SHIFT = 16;
        private static final int OF_RED = (int) Math.round(ChromaPlane.KR * (1 << SHIFT));
        private static final int OF_BLUE = (int) Math.round(ChromaPlane.KB * (1 << SHIFT));
        private static final int OF_GREEN = (1 << SHIFT) - OF_RED - OF_BLUE;

        OfLuma(Luma settings) {
            super(table(settings), new int[3], new int[] {256, 256, 256});
        }

        private static short[] table(Luma settings) {
            short[] table = new short[256];
            for (int luma = 0; luma < table.length; luma++) {
                double share = luma / 255.0;
                // a limit at the end of the range leaves nothing out
                double ofDark = settings.low() == 0 ? 1 : limit(share - settings.low(), settings.smoothness());
                double ofLight = settings.high() == 1 ? 1 : limit(settings.high() - share, settings.smoothness());
                double alpha = Math.min(ofDark, ofLight);
                table[luma] = entry(alpha, ofLight < ofDark ? OPAQUE * (1 - alpha) : 0);
            }
            return table;
        }

        private static double limit(double inside, double smoothness) {
            return inside < 0 ? 0 : smoothness == 0 ? 1 : Math.min(1, inside / smoothness);
        }

        @Override
        void places(int[] pixels, int[] places) {
            for (int x = 0; x < places.length; x++) {
                int red = pixels[x] >> 16 & 0xFF;
                int green = pixels[x] >> 8 & 0xFF;
                int blue = pixels[x] & 0xFF;
                places[x] = (red * OF_RED + green * OF_GREEN + blue * OF_BLUE + (1 << (SHIFT - 1))) >> SHIFT;
            }
        }
    }
}
