package io.rostrum.studio.window;

import io.rostrum.studio.words.Wording;
import java.util.function.DoubleConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A name and a number that is written, or changed by one with the arrows up and down.
final class NumberField extends HBox {
    private static final double NAME_WIDTH = 44;

    private final TextField field = new TextField();
    private final double least;
    private final double most;
    private final DoubleConsumer changed;
    private double value;

    /// @param name    shown before it
    /// @param spoken  for screen readers
    /// @param changed hears each number the user chose
    NumberField(String name, String spoken, double least, double most, DoubleConsumer changed) {
        super(4);
        this.least = least;
        this.most = most;
        this.changed = changed;
        setAlignment(Pos.CENTER_LEFT);
        Label title = Controls.line("small", "secondary");
        Controls.say(title, name);
        title.setMinWidth(NAME_WIDTH);
        title.setPrefWidth(NAME_WIDTH);
        title.setLabelFor(field);
        field.getStyleClass().addAll("inline-field", "numbers");
        field.setAccessibleText(spoken);
        field.setMinWidth(48);
        field.setPrefWidth(64);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(_ -> take());
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                take();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getChildren().addAll(title, field);
    }

    private void key(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE) {
            field.setText(words(value));
        } else if (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN) {
            take();
            choose(value + (key.getCode() == KeyCode.UP ? 1 : -1));
            key.consume();
        }
    }

    /// What is written counts when it is a number; else the number from before stands there again.
    private void take() {
        try {
            choose(Double.parseDouble(field.getText().strip().replace(',', '.')));
        } catch (NumberFormatException e) {
            field.setText(words(value));
        }
    }

    private void choose(double wanted) {
        double to = Double.isNaN(wanted) ? value : Math.clamp(wanted, least, most);
        boolean other = !words(to).equals(words(value));
        if (other) {
            value = to;
        }
        field.setText(words(value));
        if (other) {
            changed.accept(to);
        }
    }

    /// Shows a number that came from elsewhere; what the user is just writing stays until it does.
    void follow(double to) {
        if (!words(to).equals(words(value))) {
            value = to;
            field.setText(words(value));
        }
    }

    private static String words(double number) {
        double rounded = Math.round(number * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Wording.format("%.1f", rounded);
    }
}
