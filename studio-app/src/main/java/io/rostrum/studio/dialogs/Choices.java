package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// A drop-down list of values that are shown with other words, constant ones in the language that is spoken. Being set
/// from here tells nobody.
final class Choices extends ComboBox<Choice> {
    private boolean setting;

    /// @param chosen told the value that a person chose
    Choices(String id, Consumer<String> chosen) {
        setId(id);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Choice choice) {
                return choice == null ? "" : tr(choice.label());
            }

            @Override
            public Choice fromString(String text) {
                return new Choice(text, text);
            }
        });
        valueProperty().addListener((_, _, now) -> {
            if (now != null && !setting) {
                chosen.accept(now.value());
            }
        });
    }

    /// Offers these, with the one of `value` chosen; nothing happens where that is so already.
    void show(List<Choice> choices, String value) {
        setting = true;
        try {
            if (!choices.equals(getItems())) {
                getItems().setAll(choices);
            }
            if (getValue() == null || !getValue().value().equals(value)) {
                setValue(choices.stream()
                        .filter(choice -> choice.value().equals(value))
                        .findFirst()
                        .orElse(null));
            }
        } finally {
            setting = false;
        }
    }

    /// {@return the value chosen; empty where none is}
    String chosen() {
        return getValue() == null ? "" : Objects.requireNonNull(getValue()).value();
    }
}
