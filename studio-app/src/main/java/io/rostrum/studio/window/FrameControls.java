package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.frame.FrameSettings.Crop;
import io.rostrum.effects.frame.FrameSettings.Delay;
import io.rostrum.effects.frame.FrameSettings.Mask;
import io.rostrum.effects.frame.FrameSettings.Scroll;
import io.rostrum.effects.frame.FrameSettings.Sharpen;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// The controls of what is done to a picture as a whole.
final class FrameControls {
    /// More than this is cut away by no slider.
    private static final int WIDEST_EDGE = 1920;
    /// Faster than this nothing can be read.
    private static final int FAST = 600;

    private final FilterControls sheet;
    private final String title;

    /// @param sheet gets the controls
    FrameControls(FilterControls sheet, String title) {
        this.sheet = sheet;
        this.title = title;
    }

    void build(FrameSettings frame, FileChoice files) {
        switch (frame) {
            case Sharpen _ ->
                slider(
                        tr("Strength"),
                        0,
                        1,
                        0.05,
                        FilterControls::percent,
                        FrameControls::strength,
                        value -> new Sharpen(FilterControls.round(value, 100)));
            case Crop _ -> crop();
            case Mask _ -> mask(files);
            case Scroll _ -> {
                slider(
                        tr("Across"),
                        -FAST,
                        FAST,
                        10,
                        FrameControls::speed,
                        of -> scroll(of).across(),
                        value -> new Scroll(
                                Math.rint(value), scroll(sheet.settings()).down()));
                slider(
                        tr("Down"),
                        -FAST,
                        FAST,
                        10,
                        FrameControls::speed,
                        of -> scroll(of).down(),
                        value -> new Scroll(scroll(sheet.settings()).across(), Math.rint(value)));
            }
            case Delay _ ->
                slider(
                        tr("Later by"),
                        0,
                        Delay.LONGEST_MILLIS,
                        20,
                        FrameControls::millis,
                        FrameControls::delay,
                        value -> new Delay((int) Math.round(value)));
        }
    }

    private void crop() {
        edge(tr("Left"), Crop::left, value -> {
            Crop now = crop(sheet.settings());
            return new Crop(value, now.top(), now.right(), now.bottom());
        });
        edge(tr("Top"), Crop::top, value -> {
            Crop now = crop(sheet.settings());
            return new Crop(now.left(), value, now.right(), now.bottom());
        });
        edge(tr("Right"), Crop::right, value -> {
            Crop now = crop(sheet.settings());
            return new Crop(now.left(), now.top(), value, now.bottom());
        });
        edge(tr("Bottom"), Crop::bottom, value -> {
            Crop now = crop(sheet.settings());
            return new Crop(now.left(), now.top(), now.right(), value);
        });
    }

    private void edge(String name, ToDoubleFunction<Crop> read, IntFunction<Crop> write) {
        slider(
                name,
                0,
                WIDEST_EDGE,
                8,
                FilterControls::pixels,
                of -> read.applyAsDouble(crop(of)),
                value -> write.apply((int) Math.round(value)));
    }

    private void mask(FileChoice files) {
        sheet.file(
                tr("choose another picture"),
                of -> mask(of).map(Mask::file),
                () -> files.picture().ifPresent(file -> set(new Mask(file, inverted(sheet.settings())))));
        ToggleButton invert = Controls.slideSwitch(tr("Show what the mask hides"));
        Label words = Controls.line("small", "secondary");
        Controls.say(words, tr("Show what the mask hides"));
        invert.setOnAction(
                _ -> set(new Mask(mask(sheet.settings()).map(Mask::file).orElse(Path.of("")), invert.isSelected())));
        HBox line = new HBox(8, words, Controls.spring(), invert);
        line.setAlignment(Pos.CENTER_LEFT);
        sheet.add(line, known -> invert.setSelected(inverted(known)));
    }

    private void slider(
            String name,
            double least,
            double most,
            double step,
            DoubleFunction<String> words,
            ToDoubleFunction<FilterSettings> read,
            DoubleFunction<FrameSettings> write) {
        sheet.slider(
                title, name, least, most, step, words, read, value -> new FilterSettings.Frame(write.apply(value)));
    }

    private void set(FrameSettings frame) {
        sheet.set(new FilterSettings.Frame(frame));
    }

    private static double strength(FilterSettings of) {
        return of instanceof FilterSettings.Frame(Sharpen sharpen) ? sharpen.strength() : 0;
    }

    private static Crop crop(FilterSettings of) {
        return of instanceof FilterSettings.Frame(Crop crop) ? crop : new Crop(0, 0, 0, 0);
    }

    private static Optional<Mask> mask(FilterSettings of) {
        return of instanceof FilterSettings.Frame(Mask mask) ? Optional.of(mask) : Optional.empty();
    }

    private static boolean inverted(FilterSettings of) {
        return mask(of).map(Mask::inverted).orElse(false);
    }

    private static Scroll scroll(FilterSettings of) {
        return of instanceof FilterSettings.Frame(Scroll scroll) ? scroll : new Scroll(0, 0);
    }

    private static double delay(FilterSettings of) {
        return of instanceof FilterSettings.Frame(Delay delay) ? delay.millis() : 0;
    }

    private static String speed(double pixels) {
        return Math.round(pixels) + " px/s";
    }

    private static String millis(double millis) {
        return Math.round(millis) + " ms";
    }
}
