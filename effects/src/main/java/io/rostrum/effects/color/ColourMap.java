package io.rostrum.effects.color;

import org.jspecify.annotations.Nullable;

/// What becomes of the colours of a picture: curves of the channels, exact for each code, and then a table of
/// what mixes channels; either may be missing. Confined to one thread.
public final class ColourMap {
    private static final int CODES = 256;

    private final int @Nullable [] curves;
    private final @Nullable ColourTable table;
    private int[] scratch = new int[0];

    private ColourMap(int @Nullable [] curves, @Nullable ColourTable table) {
        this.curves = curves;
        this.table = table;
    }

    /// {@return a table read from a file, as strongly as is wanted}
    ///
    /// @param strength 0..1
    public static ColourMap of(Lut lut, double strength) {
        if (strength == 0) {
            return new ColourMap(null, null);
        }
        ColourFunction mixed = rgb -> {
            double red = rgb[0];
            double green = rgb[1];
            double blue = rgb[2];
            lut.map(rgb);
            rgb[0] = red + strength * (rgb[0] - red);
            rgb[1] = green + strength * (rgb[1] - green);
            rgb[2] = blue + strength * (rgb[2] - blue);
        };
        return lut.mixesChannels() ? new ColourMap(null, new ColourTable(mixed)) : new ColourMap(curves(mixed), null);
    }

    /// {@return the correction that is set}
    public static ColourMap of(ColourSettings settings) {
        boolean curved = settings.brightness() != 0
                || settings.contrast() != 1
                || settings.gamma() != 1
                || settings.temperature() != 0
                || settings.tint() != 0;
        boolean mixing = settings.saturation() != 1 || settings.hue() != 0;
        return new ColourMap(
                curved ? curves(Correction.curves(settings)) : null,
                mixing ? new ColourTable(Correction.mixing(settings)) : null);
    }

    /// {@return for each channel, red first, what its 256 codes become}
    private static int[] curves(ColourFunction function) {
        int[] curves = new int[3 * CODES];
        double[] rgb = new double[3];
        for (int code = 0; code < CODES; code++) {
            rgb[0] = code / 255.0;
            rgb[1] = rgb[0];
            rgb[2] = rgb[0];
            function.map(rgb);
            for (int channel = 0; channel < 3; channel++) {
                curves[channel * CODES + code] = (int) Math.round(255 * Math.clamp(rgb[channel], 0.0, 1.0));
            }
        }
        return curves;
    }

    /// {@return whether there is anything to do}
    public boolean changes() {
        return curves != null || table != null;
    }

    /// Changes a row of straight colours, 0xAARRGGBB; alpha stays.
    public void apply(int[] row) {
        if (curves != null) {
            bend(row, curves);
        }
        if (table != null) {
            if (scratch.length != row.length) {
                scratch = new int[row.length];
            }
            table.apply(row, scratch);
        }
    }

    private static void bend(int[] row, int[] curves) {
        for (int x = 0; x < row.length; x++) {
            int pixel = row[x];
            row[x] = (pixel & 0xFF000000)
                    | curves[pixel >> 16 & 0xFF] << 16
                    | curves[CODES + (pixel >> 8 & 0xFF)] << 8
                    | curves[2 * CODES + (pixel & 0xFF)];
        }
    }
}
