package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.key.KeySettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import io.rostrum.studio.overlay.Glyph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// The controls of one filter, as its kind needs them.
final class FilterControls extends VBox {
    private static final int DEFAULT_MARGIN = 24;
    private static final double NATURAL_SIZE = 0.05;
    /// More than this is no longer a mask for a picture of any size that is sent.
    private static final int FARTHEST = 3840;

    private final Consumer<FilterDraft> changed;
    private final List<Consumer<FilterSettings>> followers = new ArrayList<>();
    private FilterSettings settings;

    FilterControls(FilterDraft draft, Consumer<FilterDraft> changed, FileChoice files) {
        this.changed = changed;
        getStyleClass().add("filter-controls");
        settings = new FilterSettings.Beauty(new BeautySettings(0));
        switch (draft) {
            case FilterDraft.Unreadable unreadable -> {
                Label words = new Label(DestinationLine.sentence(said(unreadable.why())));
                words.setWrapText(true);
                words.getStyleClass().add("field-error");
                getChildren().add(words);
            }
            case FilterDraft.Known(FilterSettings known) -> {
                settings = known;
                build(tr(draft.title()), known, files);
                follow(draft);
            }
        }
    }

    /// Shows a setting that came from elsewhere.
    void follow(FilterDraft draft) {
        if (draft instanceof FilterDraft.Known(FilterSettings known)) {
            settings = known;
            followers.forEach(follower -> follower.accept(known));
        }
    }

    /// {@return what is shown now}
    FilterSettings settings() {
        return settings;
    }

    /// Takes what the user chose.
    void set(FilterSettings next) {
        settings = next;
        changed.accept(new FilterDraft.Known(next));
    }

    private void build(String title, FilterSettings known, FileChoice files) {
        switch (known) {
            case FilterSettings.Background(BackgroundSettings background) ->
                new BackgroundControls(this, title).build(background.instead(), files);
            case FilterSettings.LowLight _ -> new PersonControls(this, title).light();
            case FilterSettings.Framing _ -> new PersonControls(this, title).framing();
            case FilterSettings.Key(KeySettings key) -> new KeyControls(this, title).build(key);
            case FilterSettings.Frame(FrameSettings frame) -> new FrameControls(this, title).build(frame, files);
            case FilterSettings.Lut _ -> new LookControls(this, title).lut(files);
            case FilterSettings.Colour _ -> new LookControls(this, title).colours();
            case FilterSettings.Beauty _ -> new PersonControls(this, title).beauty();
            case FilterSettings.Blur(BlurSettings blur) -> {
                if (blur instanceof BlurSettings.Regions) {
                    area(title);
                }
                slider(
                        title,
                        tr("Strength"),
                        0,
                        100,
                        2,
                        FilterControls::pixels,
                        of -> blurOf(of).radius(),
                        value -> new FilterSettings.Blur(withRadius(blurOf(settings), (int) Math.round(value))));
            }
            case FilterSettings.Watermark(WatermarkSettings mark) -> {
                switch (mark.mark()) {
                    case Mark.Text _ -> {
                        words(title);
                        colour(title);
                    }
                    case Mark.Image _ ->
                        file(
                                tr("choose another picture"),
                                FilterControls::logo,
                                () -> files.picture()
                                        .ifPresent(file -> set(withMark(markOf(settings), new Mark.Image(file)))));
                    case Mark.Clock _ -> colour(title);
                }
                corners(title);
                slider(
                        title,
                        tr("Size"),
                        0.02,
                        0.5,
                        0.01,
                        FilterControls::percent,
                        FilterControls::size,
                        value -> with(markOf(settings), new Extent.OfHeight(round(value, 100))));
                slider(
                        title,
                        tr("Opacity"),
                        0,
                        1,
                        0.05,
                        FilterControls::percent,
                        of -> markOf(of).opacity(),
                        value -> withOpacity(markOf(settings), round(value, 100)));
            }
        }
    }

    /// Adds a slider.
    ///
    /// @param read  of what is shown now
    /// @param write what the filter is with another value
    void slider(
            String owner,
            String name,
            double min,
            double max,
            double step,
            DoubleFunction<String> words,
            ToDoubleFunction<FilterSettings> read,
            DoubleFunction<FilterSettings> write) {
        SliderLine line = new SliderLine(owner, name, min, max, step, words, value -> set(write.apply(value)));
        followers.add(known -> line.follow(read.applyAsDouble(known)));
        getChildren().add(line);
    }

    /// Sliders for the first area; others stay as they are.
    private void area(String title) {
        slider(
                title,
                tr("Left"),
                0,
                FARTHEST,
                8,
                FilterControls::pixels,
                of -> first(of).x(),
                value -> withFirst(
                        (int) Math.round(value),
                        first(settings).y(),
                        first(settings).width(),
                        first(settings).height()));
        slider(
                title,
                tr("Top"),
                0,
                FARTHEST,
                8,
                FilterControls::pixels,
                of -> first(of).y(),
                value -> withFirst(
                        first(settings).x(),
                        (int) Math.round(value),
                        first(settings).width(),
                        first(settings).height()));
        slider(
                title,
                tr("Width"),
                8,
                FARTHEST,
                8,
                FilterControls::pixels,
                of -> first(of).width(),
                value -> withFirst(
                        first(settings).x(),
                        first(settings).y(),
                        (int) Math.round(value),
                        first(settings).height()));
        slider(
                title,
                tr("Height"),
                8,
                FARTHEST,
                8,
                FilterControls::pixels,
                of -> first(of).height(),
                value -> withFirst(
                        first(settings).x(),
                        first(settings).y(),
                        first(settings).width(),
                        (int) Math.round(value)));
    }

    private void words(String title) {
        TextField field = new TextField();
        field.setAccessibleText(tr("{0}, words", title));
        field.setPromptText(tr("Words over the picture"));
        field.textProperty().addListener((_, _, text) -> {
            boolean blank = text.isBlank();
            field.getStyleClass().remove("wrong");
            if (blank) {
                field.getStyleClass().add("wrong");
            } else if (!text.strip().equals(text(settings))) {
                set(withMark(markOf(settings), new Mark.Text(text.strip())));
            }
        });
        followers.add(known -> {
            if (!field.isFocused() && !field.getText().equals(text(known))) {
                field.setText(text(known));
            }
        });
        getChildren().add(field);
    }

    private void colour(String title) {
        ColourLine line =
                new ColourLine(title, ColourLine.ON_PICTURES, argb -> set(withColour(markOf(settings), argb)));
        followers.add(known -> line.follow(markOf(known).color()));
        getChildren().add(line);
    }

    /// Adds anything else.
    ///
    /// @param follower shows what the filter is
    void add(Node control, Consumer<FilterSettings> follower) {
        followers.add(follower);
        getChildren().add(control);
    }

    /// Adds a button that has the name of the filter's file.
    ///
    /// @param other  what it asks for, as "choose another picture"
    /// @param read   the file of what is shown now
    /// @param choose asks the user
    void file(String other, Function<FilterSettings, Optional<Path>> read, Runnable choose) {
        Button button = Controls.button(Glyph.IMAGE, other, choose);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        add(
                button,
                known -> read.apply(known).ifPresent(file -> {
                    String name = String.valueOf(file.getFileName());
                    Controls.say(button, name);
                    button.setAccessibleText(name + ", " + other);
                }));
    }

    private static Optional<Path> logo(FilterSettings of) {
        return markOf(of).mark() instanceof Mark.Image(Path file) ? Optional.of(file) : Optional.empty();
    }

    private void corners(String title) {
        CornerPicker picker = new CornerPicker(title, corner -> {
            int margin = markOf(settings).place() instanceof Place.InCorner in ? in.margin() : DEFAULT_MARGIN;
            set(withPlace(markOf(settings), new Place.InCorner(corner, margin)));
        });
        followers.add(known -> picker.follow(
                markOf(known).place() instanceof Place.InCorner in ? Optional.of(in.corner()) : Optional.empty()));
        getChildren().add(picker);
    }

    private static BlurSettings blurOf(FilterSettings of) {
        return of instanceof FilterSettings.Blur(BlurSettings blur) ? blur : new BlurSettings.All(0);
    }

    private static BlurSettings withRadius(BlurSettings blur, int radius) {
        return switch (blur) {
            case BlurSettings.All _ -> new BlurSettings.All(radius);
            case BlurSettings.Background _ -> new BlurSettings.Background(radius);
            case BlurSettings.Regions regions -> new BlurSettings.Regions(regions.regions(), radius);
        };
    }

    private static PictureRect first(FilterSettings of) {
        return HiddenArea.of(of).orElse(new PictureRect(0, 0, 8, 8));
    }

    private FilterSettings withFirst(int x, int y, int width, int height) {
        return HiddenArea.moved(settings, new PictureRect(x, y, width, height));
    }

    private static WatermarkSettings markOf(FilterSettings of) {
        return of instanceof FilterSettings.Watermark(WatermarkSettings mark)
                ? mark
                : new WatermarkSettings(new Mark.Clock(), new Place.At(0, 0), new Extent.Natural(), 1, /* color= */ -1);
    }

    private static String text(FilterSettings of) {
        return markOf(of).mark() instanceof Mark.Text(String words) ? words : "";
    }

    private static double size(FilterSettings of) {
        return markOf(of).extent() instanceof Extent.OfHeight(double fraction) ? fraction : NATURAL_SIZE;
    }

    private static FilterSettings withMark(WatermarkSettings of, Mark mark) {
        return new FilterSettings.Watermark(
                new WatermarkSettings(mark, of.place(), of.extent(), of.opacity(), of.color()));
    }

    private static FilterSettings withPlace(WatermarkSettings of, Place place) {
        return new FilterSettings.Watermark(
                new WatermarkSettings(of.mark(), place, of.extent(), of.opacity(), of.color()));
    }

    private static FilterSettings with(WatermarkSettings of, Extent extent) {
        return new FilterSettings.Watermark(
                new WatermarkSettings(of.mark(), of.place(), extent, of.opacity(), of.color()));
    }

    private static FilterSettings withOpacity(WatermarkSettings of, double opacity) {
        return new FilterSettings.Watermark(
                new WatermarkSettings(of.mark(), of.place(), of.extent(), opacity, of.color()));
    }

    private static FilterSettings withColour(WatermarkSettings of, int argb) {
        return new FilterSettings.Watermark(
                new WatermarkSettings(of.mark(), of.place(), of.extent(), of.opacity(), argb));
    }

    static double round(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static String signed(double share) {
        long percent = Math.round(share * 100);
        return (percent > 0 ? "+" : "") + percent + " %";
    }

    static String pixels(double pixels) {
        return Math.round(pixels) + " px";
    }
}
