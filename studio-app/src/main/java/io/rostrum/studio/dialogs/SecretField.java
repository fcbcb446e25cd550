package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// A secret: masked until it is asked to be seen, and easily pasted.
final class SecretField extends HBox {
    private final PasswordField masked = new PasswordField();
    private final TextField open = new TextField();
    private final ToggleButton reveal = new ToggleButton(tr("Show"), Glyph.VISIBLE.small());

    /// @param id of the masked field; the open one has `-open` behind it
    SecretField(String id) {
        getStyleClass().add("joined");
        masked.setId(id);
        open.setId(id + "-open");
        open.textProperty().bindBidirectional(masked.textProperty());
        open.visibleProperty().bind(reveal.selectedProperty());
        masked.visibleProperty().bind(reveal.selectedProperty().not());
        StackPane both = new StackPane(masked, open);
        HBox.setHgrow(both, Priority.ALWAYS);
        reveal.setId(id + "-reveal");
        reveal.setMinWidth(USE_PREF_SIZE);
        reveal.setTooltip(Tip.of(tr("Show the key. Mind who sees your screen.")));
        reveal.textProperty().bind(reveal.selectedProperty().map(shown -> shown ? tr("Hide") : tr("Show")));
        reveal.selectedProperty()
                .subscribe(shown -> reveal.setGraphic(shown ? Glyph.HIDDEN.small() : Glyph.VISIBLE.small()));
        Node paste = DialogFrame.plain(tr("Paste"), this::paste);
        paste.setId(id + "-paste");
        getChildren().addAll(both, reveal, paste);
    }

    private void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null) {
            masked.setText(text.strip());
        }
    }

    /// {@return where the label and the keyboard lead}
    TextField input() {
        return masked;
    }

    StringProperty textProperty() {
        return masked.textProperty();
    }

    String getText() {
        return masked.getText();
    }

    void setText(String text) {
        masked.setText(text);
    }
}
