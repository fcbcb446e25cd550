package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.key.KeySettings;
import io.rostrum.effects.key.KeySettings.Chroma;
import io.rostrum.effects.key.KeySettings.Colour;
import io.rostrum.effects.key.KeySettings.Luma;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The controls of what makes a colour, or what is dark or light, transparent.
final class KeyControls {
    private static final double STEP = 0.02;
    private static final int OPAQUE = 0xFF << 24;
    private static final int RGB = 0xFFFFFF;

    private final FilterControls sheet;
    private final String title;

    /// @param sheet gets the controls
    KeyControls(FilterControls sheet, String title) {
        this.sheet = sheet;
        this.title = title;
    }

    void build(KeySettings key) {
        switch (key) {
            case Chroma _ -> chroma();
            case Colour _ -> colour();
            case Luma _ -> luma();
        }
    }

    private void chroma() {
        ColourLine backdrop = new ColourLine(title, ColourLine.BACKDROPS, argb -> {
            Chroma now = chroma(sheet.settings());
            if (Chroma.suits(argb & RGB)) {
                set(new Chroma(argb & RGB, now.similarity(), now.smoothness(), now.spill()));
            }
        });
        sheet.add(backdrop, known -> backdrop.follow(OPAQUE | chroma(known).rgb()));
        slider(tr("Similarity"), of -> chroma(of).similarity(), value -> {
            Chroma now = chroma(sheet.settings());
            return new Chroma(now.rgb(), value, now.smoothness(), now.spill());
        });
        slider(tr("Smoothness"), of -> chroma(of).smoothness(), value -> {
            Chroma now = chroma(sheet.settings());
            return new Chroma(now.rgb(), now.similarity(), value, now.spill());
        });
        slider(tr("Spill"), of -> chroma(of).spill(), value -> {
            Chroma now = chroma(sheet.settings());
            return new Chroma(now.rgb(), now.similarity(), now.smoothness(), value);
        });
    }

    private void colour() {
        ColourLine taken = new ColourLine(title, ColourLine.PLAIN, argb -> {
            Colour now = colour(sheet.settings());
            set(new Colour(argb & RGB, now.similarity(), now.smoothness()));
        });
        sheet.add(taken, known -> taken.follow(OPAQUE | colour(known).rgb()));
        slider(tr("Similarity"), of -> colour(of).similarity(), value -> {
            Colour now = colour(sheet.settings());
            return new Colour(now.rgb(), value, now.smoothness());
        });
        slider(tr("Smoothness"), of -> colour(of).smoothness(), value -> {
            Colour now = colour(sheet.settings());
            return new Colour(now.rgb(), now.similarity(), value);
        });
    }

    private void luma() {
        slider(tr("Darker than"), of -> luma(of).low(), value -> {
            Luma now = luma(sheet.settings());
            return new Luma(value, Math.max(value, now.high()), now.smoothness());
        });
        slider(tr("Lighter than"), of -> luma(of).high(), value -> {
            Luma now = luma(sheet.settings());
            return new Luma(Math.min(value, now.low()), value, now.smoothness());
        });
        slider(tr("Smoothness"), of -> luma(of).smoothness(), value -> {
            Luma now = luma(sheet.settings());
            return new Luma(now.low(), now.high(), value);
        });
    }

    private void slider(String name, ToDoubleFunction<FilterSettings> read, DoubleFunction<KeySettings> write) {
        sheet.slider(
                title,
                name,
                0,
                1,
                STEP,
                FilterControls::percent,
                read,
                value -> new FilterSettings.Key(write.apply(FilterControls.round(value, 100))));
    }

    private void set(KeySettings key) {
        sheet.set(new FilterSettings.Key(key));
    }

    private static Chroma chroma(FilterSettings of) {
        return of instanceof FilterSettings.Key(Chroma chroma) ? chroma : new Chroma(0x00FF00, 0, 0, 0);
    }

    private static Colour colour(FilterSettings of) {
        return of instanceof FilterSettings.Key(Colour colour) ? colour : new Colour(0, 0, 0);
    }

    private static Luma luma(FilterSettings of) {
        return of instanceof FilterSettings.Key(Luma luma) ? luma : new Luma(0, 1, 0);
    }
}
