package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.background.BackgroundSettings.Instead;
import io.rostrum.effects.filter.FilterSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The controls of what is seen in place of what is behind a person.
final class BackgroundControls {
    private static final double STEP = 0.05;
    private static final int OPAQUE = 0xFF << 24;
    private static final int RGB = 0xFFFFFF;

    private final FilterControls sheet;
    private final String title;

    /// @param sheet gets the controls
    BackgroundControls(FilterControls sheet, String title) {
        this.sheet = sheet;
        this.title = title;
    }

    void build(Instead instead, FileChoice files) {
        switch (instead) {
            case Instead.Nothing _ -> {}
            case Instead.Colour _ -> {
                ColourLine line = new ColourLine(title, ColourLine.PLAIN, argb -> set(new Instead.Colour(argb & RGB)));
                sheet.add(line, known -> line.follow(OPAQUE | rgb(known)));
            }
            case Instead.Picture _ ->
                sheet.file(
                        tr("choose another picture"),
                        BackgroundControls::file,
                        () -> files.picture().ifPresent(file -> set(new Instead.Picture(file))));
        }
        slider(tr("Edge"), -1, FilterControls::signed, BackgroundSettings::edge, value -> {
            BackgroundSettings now = background(sheet.settings());
            return new BackgroundSettings(now.instead(), value, now.smoothness(), now.spill());
        });
        slider(tr("Smoothness"), 0, FilterControls::percent, BackgroundSettings::smoothness, value -> {
            BackgroundSettings now = background(sheet.settings());
            return new BackgroundSettings(now.instead(), now.edge(), value, now.spill());
        });
        slider(tr("Spill"), 0, FilterControls::percent, BackgroundSettings::spill, value -> {
            BackgroundSettings now = background(sheet.settings());
            return new BackgroundSettings(now.instead(), now.edge(), now.smoothness(), value);
        });
    }

    private void slider(
            String name,
            double least,
            DoubleFunction<String> words,
            ToDoubleFunction<BackgroundSettings> read,
            DoubleFunction<BackgroundSettings> write) {
        sheet.slider(
                title,
                name,
                least,
                1,
                STEP,
                words,
                of -> read.applyAsDouble(background(of)),
                value -> new FilterSettings.Background(write.apply(FilterControls.round(value, 100))));
    }

    private void set(Instead instead) {
        BackgroundSettings now = background(sheet.settings());
        sheet.set(new FilterSettings.Background(
                new BackgroundSettings(instead, now.edge(), now.smoothness(), now.spill())));
    }

    private static BackgroundSettings background(FilterSettings of) {
        return of instanceof FilterSettings.Background(BackgroundSettings background)
                ? background
                : new BackgroundSettings(new Instead.Nothing(), 0, 0, 0);
    }

    private static int rgb(FilterSettings of) {
        return background(of).instead() instanceof Instead.Colour(int rgb) ? rgb : 0;
    }

    private static Optional<Path> file(FilterSettings of) {
        return background(of).instead() instanceof Instead.Picture(Path file) ? Optional.of(file) : Optional.empty();
    }
}
