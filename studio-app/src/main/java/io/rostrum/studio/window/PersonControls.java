package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.framing.FramingSettings;
import io.rostrum.effects.light.LowLightSettings;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The controls of the light on who is in the picture, and of how the picture follows them.
final class PersonControls {
    private static final double STEP = 0.05;

    private final FilterControls sheet;
    private final String title;

    /// @param sheet gets the controls
    PersonControls(FilterControls sheet, String title) {
        this.sheet = sheet;
        this.title = title;
    }

    void beauty() {
        slider(
                tr("Strength"),
                of -> beauty(of).strength(),
                value -> new FilterSettings.Beauty(beauty(sheet.settings()).withStrength(value)));
        slider(
                tr("Brighten"),
                of -> beauty(of).brighten(),
                value -> new FilterSettings.Beauty(beauty(sheet.settings()).withBrighten(value)));
        slider(
                tr("Whiten"),
                of -> beauty(of).whiten(),
                value -> new FilterSettings.Beauty(beauty(sheet.settings()).withWhiten(value)));
        slider(
                tr("Eyes"),
                of -> beauty(of).eyes(),
                value -> new FilterSettings.Beauty(beauty(sheet.settings()).withEyes(value)));
    }

    void light() {
        slider(
                tr("Strength"),
                of -> light(of).strength(),
                value -> new FilterSettings.LowLight(
                        new LowLightSettings(value, light(sheet.settings()).denoise())));
        slider(
                tr("Less noise"),
                of -> light(of).denoise(),
                value -> new FilterSettings.LowLight(
                        new LowLightSettings(light(sheet.settings()).strength(), value)));
    }

    void framing() {
        slider(
                tr("Closeness"),
                of -> framing(of).closeness(),
                value -> new FilterSettings.Framing(
                        new FramingSettings(value, framing(sheet.settings()).speed())));
        slider(
                tr("Speed"),
                of -> framing(of).speed(),
                value -> new FilterSettings.Framing(
                        new FramingSettings(framing(sheet.settings()).closeness(), value)));
    }

    private void slider(String name, ToDoubleFunction<FilterSettings> read, DoubleFunction<FilterSettings> write) {
        sheet.slider(
                title,
                name,
                0,
                1,
                STEP,
                FilterControls::percent,
                read,
                value -> write.apply(FilterControls.round(value, 100)));
    }

    private static BeautySettings beauty(FilterSettings of) {
        return of instanceof FilterSettings.Beauty(BeautySettings beauty) ? beauty : new BeautySettings(0);
    }

    private static LowLightSettings light(FilterSettings of) {
        return of instanceof FilterSettings.LowLight(LowLightSettings light) ? light : new LowLightSettings(0, 0);
    }

    private static FramingSettings framing(FilterSettings of) {
        return of instanceof FilterSettings.Framing(FramingSettings framing) ? framing : new FramingSettings(0, 0);
    }
}
