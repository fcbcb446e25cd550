package io.rostrum.studio.dialogs;

import io.rostrum.studio.overlay.Glyph;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A label, what is filled in, and the line below that explains it or says what is wrong with it.
final class Field extends VBox {
    private final Node control;
    private final Label note;
    private String explanation;

    /// @param control     what a click on the label and a screen reader lead to
    /// @param row         what is shown, `control` among it
    /// @param explanation one line; may be empty
    Field(String label, Node control, Node row, String explanation) {
        this.control = control;
        this.explanation = explanation;
        getStyleClass().add("field");
        Label name = new Label(label);
        name.getStyleClass().add("strong");
        name.setLabelFor(control);
        control.setAccessibleText(label);
        note = Texts.small(explanation);
        getChildren().addAll(name, row, note);
        trouble(Optional.empty());
    }

    Field(String label, Node control, String explanation) {
        this(label, control, control, explanation);
    }

    /// Says what is wrong, or explains again when nothing is.
    void trouble(Optional<String> trouble) {
        String text = trouble.orElse(explanation);
        note.setText(text);
        note.setManaged(!text.isEmpty());
        note.setVisible(!text.isEmpty());
        note.getStyleClass().setAll("label", trouble.isPresent() ? "field-error" : "hint");
        control.getStyleClass().remove("wrong");
        if (trouble.isPresent()) {
            control.getStyleClass().add("wrong");
        }
        note.setGraphic(trouble.isPresent() ? wrongIcon() : null);
        control.setAccessibleHelp(text);
    }

    private static Node wrongIcon() {
        Node icon = Glyph.ERROR.small();
        icon.getStyleClass().add("live");
        return icon;
    }

    /// Explains from now on with other words.
    void explain(String text) {
        explanation = text;
        trouble(Optional.empty());
    }
}
