package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.studio.words.Wording;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The controls of what changes colours.
final class LookControls {
    private static final double STEP = 0.05;

    private final FilterControls sheet;
    private final String title;

    /// @param sheet gets the controls
    LookControls(FilterControls sheet, String title) {
        this.sheet = sheet;
        this.title = title;
    }

    void lut(FileChoice files) {
        sheet.file(
                tr("choose another colour look"),
                LookControls::file,
                () -> files.colourLook()
                        .ifPresent(file ->
                                sheet.set(new FilterSettings.Lut(new LutSettings(file, strength(sheet.settings()))))));
        sheet.slider(
                title,
                tr("Strength"),
                0,
                1,
                STEP,
                FilterControls::percent,
                LookControls::strength,
                value -> new FilterSettings.Lut(
                        new LutSettings(file(sheet.settings()).orElse(Path.of("")), FilterControls.round(value, 100))));
    }

    void colours() {
        slider(tr("Brightness"), -1, 1, FilterControls::signed, ColourSettings::brightness, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    value, is.contrast(), is.gamma(), is.saturation(), is.hue(), is.temperature(), is.tint());
        });
        slider(tr("Contrast"), 0, 2, FilterControls::percent, ColourSettings::contrast, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(), value, is.gamma(), is.saturation(), is.hue(), is.temperature(), is.tint());
        });
        slider(tr("Midtones"), 0.2, 3, LookControls::factor, ColourSettings::gamma, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(), is.contrast(), value, is.saturation(), is.hue(), is.temperature(), is.tint());
        });
        slider(tr("Saturation"), 0, 3, FilterControls::percent, ColourSettings::saturation, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(), is.contrast(), is.gamma(), value, is.hue(), is.temperature(), is.tint());
        });
        slider(tr("Hue"), -180, 180, LookControls::degrees, ColourSettings::hue, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(),
                    is.contrast(),
                    is.gamma(),
                    is.saturation(),
                    Math.rint(value),
                    is.temperature(),
                    is.tint());
        });
        slider(tr("Warmth"), -1, 1, FilterControls::signed, ColourSettings::temperature, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(), is.contrast(), is.gamma(), is.saturation(), is.hue(), value, is.tint());
        });
        slider(tr("Tint"), -1, 1, FilterControls::signed, ColourSettings::tint, value -> {
            ColourSettings is = colour(sheet.settings());
            return new ColourSettings(
                    is.brightness(), is.contrast(), is.gamma(), is.saturation(), is.hue(), is.temperature(), value);
        });
    }

    private void slider(
            String name,
            double least,
            double most,
            DoubleFunction<String> words,
            ToDoubleFunction<ColourSettings> read,
            DoubleFunction<ColourSettings> write) {
        sheet.slider(
                title,
                name,
                least,
                most,
                (most - least) / 40,
                words,
                of -> read.applyAsDouble(colour(of)),
                value -> new FilterSettings.Colour(write.apply(FilterControls.round(value, 100))));
    }

    private static Optional<Path> file(FilterSettings of) {
        return of instanceof FilterSettings.Lut(LutSettings lut) ? Optional.of(lut.file()) : Optional.empty();
    }

    private static double strength(FilterSettings of) {
        return of instanceof FilterSettings.Lut(LutSettings lut) ? lut.strength() : 1;
    }

    private static ColourSettings colour(FilterSettings of) {
        return of instanceof FilterSettings.Colour(ColourSettings colour) ? colour : ColourSettings.NONE;
    }

    private static String factor(double factor) {
        return Wording.format("%.2f", factor);
    }

    private static String degrees(double degrees) {
        return Math.round(degrees) + "°";
    }
}
