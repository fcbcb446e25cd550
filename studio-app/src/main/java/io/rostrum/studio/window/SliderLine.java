package io.rostrum.studio.window;

import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A name, a slider, and its value in words, in one line.
final class SliderLine extends HBox {
    private static final double NAME_WIDTH = 68;
    private static final double VALUE_WIDTH = 48;

    private final Slider slider;
    private boolean following;

    /// @param words   the value as it is shown
    /// @param changed hears each value the user chose
    SliderLine(
            String owner,
            String name,
            double min,
            double max,
            double step,
            DoubleFunction<String> words,
            DoubleConsumer changed) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        slider = new Slider(min, max, min);
        slider.setBlockIncrement(step);
        slider.setAccessibleText(owner + ", " + name);
        slider.setMinWidth(40);
        HBox.setHgrow(slider, Priority.ALWAYS);
        Label title = Controls.line("small", "secondary");
        Controls.say(title, name);
        title.setMinWidth(NAME_WIDTH);
        title.setPrefWidth(NAME_WIDTH);
        title.setLabelFor(slider);
        Label value = new Label(words.apply(min));
        value.getStyleClass().addAll("small", "numbers");
        value.setMinWidth(VALUE_WIDTH);
        value.setPrefWidth(VALUE_WIDTH);
        value.setAlignment(Pos.CENTER_RIGHT);
        slider.valueProperty().addListener((_, _, number) -> {
            value.setText(words.apply(number.doubleValue()));
            fill();
            if (!following) {
                changed.accept(number.doubleValue());
            }
        });
        slider.skinProperty().addListener((_, _, _) -> fill());
        getChildren().addAll(title, slider, value);
    }

    /// Colours the track up to the thumb.
    private void fill() {
        Node track = slider.lookup(".track");
        if (track != null) {
            double percent = 100 * (slider.getValue() - slider.getMin()) / (slider.getMax() - slider.getMin());
            track.setStyle(String.format(
                    Locale.ROOT,
                    "-fx-background-color: linear-gradient(to right, -r-accent-text %1$.1f%%, -r-edge %1$.1f%%)",
                    percent));
        }
    }

    /// Shows a value that came from elsewhere, unless the user is just moving the slider.
    void follow(double value) {
        if (!slider.isValueChanging() && slider.getValue() != value) {
            following = true;
            slider.setValue(value);
            following = false;
        }
    }
}
