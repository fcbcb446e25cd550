package io.rostrum.studio.dialogs;

import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// Some values side by side, of which one is chosen.
///
/// @param <T> what they are
final class Segments<T> extends HBox {
    private final ToggleGroup group = new ToggleGroup();
    private final T now;
    private final Consumer<T> chosen;

    /// @param now    the one that is chosen first
    /// @param chosen told what a person chose
    Segments(T now, Consumer<T> chosen) {
        this.now = now;
        this.chosen = chosen;
        getStyleClass().add("segments");
        setMaxWidth(USE_PREF_SIZE);
    }

    /// Adds one.
    Segments<T> with(T value, String words, String id) {
        ToggleButton button = new ToggleButton(words);
        button.setId(id);
        button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
        button.setMinWidth(USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setSelected(value.equals(now));
        button.setOnAction(_ -> {
            button.setSelected(true);
            chosen.accept(value);
        });
        getChildren().add(button);
        return this;
    }
}
