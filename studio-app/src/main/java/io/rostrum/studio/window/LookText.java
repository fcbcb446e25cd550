package io.rostrum.studio.window;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.background.BackgroundSettings.Instead;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.key.KeySettings;
import java.util.Locale;

/// Writes what is done to faces, what changes colours, what makes them transparent, what is done about a person's
/// background, and what is done
/// to a picture as a whole, as
/// [io.rostrum.effects.filter.FilterSpec] reads it.
final class LookText {
    private LookText() {}

    /// What nobody asked for is not said, so that a simple filter stays one.
    static String of(BeautySettings beauty) {
        String strength = FilterDraft.decimal(beauty.strength());
        return "beauty=" + strength
                + (beauty.brighten() == beauty.strength() ? "" : option("brighten", beauty.brighten()))
                + (beauty.whiten() == 0 ? "" : option("whiten", beauty.whiten()))
                + (beauty.eyes() == 0 ? "" : option("eyes", beauty.eyes()));
    }

    static String of(KeySettings settings) {
        return switch (settings) {
            case KeySettings.Chroma key ->
                "chromakey=" + digits(key.rgb()) + option("similarity", key.similarity())
                        + option("smoothness", key.smoothness()) + option("spill", key.spill());
            case KeySettings.Colour key ->
                "colorkey=" + digits(key.rgb()) + option("similarity", key.similarity())
                        + option("smoothness", key.smoothness());
            case KeySettings.Luma key ->
                "lumakey=" + FilterDraft.decimal(key.low()) + option("high", key.high())
                        + option("smoothness", key.smoothness());
        };
    }

    static String of(BackgroundSettings background) {
        String instead = switch (background.instead()) {
            case Instead.Nothing _ -> "remove";
            case Instead.Colour(int rgb) -> "color:" + digits(rgb);
            case Instead.Picture picture -> picture.file().toString().replace(",", "\\,");
        };
        return "background=" + instead + option("edge", background.edge())
                + option("smoothness", background.smoothness()) + option("spill", background.spill());
    }

    static String of(LutSettings lut) {
        return "lut=" + lut.file().toString().replace(",", "\\,") + option("strength", lut.strength());
    }

    static String of(ColourSettings colour) {
        return "color=brightness=" + FilterDraft.decimal(colour.brightness()) + option("contrast", colour.contrast())
                + option("gamma", colour.gamma()) + option("saturation", colour.saturation())
                + option("hue", colour.hue()) + option("temperature", colour.temperature())
                + option("tint", colour.tint());
    }

    static String of(FrameSettings settings) {
        return switch (settings) {
            case FrameSettings.Sharpen sharpen -> "sharpen=" + FilterDraft.decimal(sharpen.strength());
            case FrameSettings.Crop crop ->
                "crop=" + crop.left() + "," + crop.top() + "," + crop.right() + "," + crop.bottom();
            case FrameSettings.Mask mask ->
                "mask=" + mask.file().toString().replace(",", "\\,") + (mask.inverted() ? ",invert=yes" : "");
            case FrameSettings.Scroll scroll ->
                "scroll=" + FilterDraft.decimal(scroll.across()) + "," + FilterDraft.decimal(scroll.down());
            case FrameSettings.Delay delay -> "delay=" + delay.millis();
        };
    }

    private static String option(String name, double value) {
        return "," + name + "=" + FilterDraft.decimal(value);
    }

    private static String digits(int rgb) {
        return String.format(Locale.ROOT, "%06x", rgb);
    }
}
