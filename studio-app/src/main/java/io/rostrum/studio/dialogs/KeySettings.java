package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Which keys do what, and what the user would have them do. A key that is taken is refused, with what has it.
final class KeySettings extends VBox {
    private final Studio studio;
    private final boolean mac = System.getProperty("os.name", "").startsWith("Mac");

    KeySettings(Studio studio) {
        this.studio = studio;
        getStyleClass().add("fields");
        list();
    }

    private KeyBindings bindings() {
        return KeyBindings.of(studio.snapshot().window());
    }

    private void list() {
        getChildren().clear();
        for (Shortcuts.Group group : Shortcuts.Group.values()) {
            getChildren().add(Texts.heading(tr(group.label())));
            group.keys().stream()
                    .filter(Shortcuts::changes)
                    .forEach(key -> getChildren().add(row(key)));
        }
        Button reset = DialogFrame.plain(tr("Reset all keys"), () -> {
            keep(new KeyBindings(java.util.Map.of()));
            list();
        });
        reset.setId("reset-keys");
        reset.setDisable(bindings().changed().isEmpty());
        getChildren().add(reset);
    }

    private void keep(KeyBindings bindings) {
        studio.window(studio.snapshot().window().withKeys(bindings.changed()));
    }

    private VBox row(Shortcuts key) {
        Label what = Texts.line(tr(key.what()));
        what.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(what, Priority.ALWAYS);
        Label trouble = Texts.small("");
        trouble.getStyleClass().add("field-error");
        trouble.setManaged(false);
        Button keys = new Button(bindings().text(key, mac));
        keys.setId("keys-" + key.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        keys.setAccessibleText(tr("{0}: {1}. Press to change", tr(key.what()), keys.getText()));
        keys.setMinWidth(Button.USE_PREF_SIZE);
        keys.setOnAction(_ -> {
            keys.setText(tr("Press keys…"));
            keys.setUserData(key);
        });
        keys.focusedProperty().subscribe(focused -> {
            if (!focused) {
                stopWaiting(keys, key);
            }
        });
        keys.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (keys.getUserData() != null) {
                event.consume();
                pressed(event, key, keys, trouble);
            }
        });
        HBox row = new HBox(12, what, keys);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(row, trouble);
    }

    private void stopWaiting(Button keys, Shortcuts key) {
        keys.setUserData(null);
        keys.setText(bindings().text(key, mac));
    }

    private void pressed(KeyEvent event, Shortcuts key, Button keys, Label trouble) {
        if (event.getCode() == KeyCode.ESCAPE) {
            stopWaiting(keys, key);
            return;
        }
        Optional<KeyCombination> wanted = KeyBindings.pressed(event);
        if (wanted.isEmpty()) {
            return;
        }
        Optional<Shortcuts> holder = bindings().holder(wanted.get(), key);
        trouble.setManaged(holder.isPresent());
        trouble.setText(holder.map(other ->
                        tr("These keys are taken: {0}. Press others, or change that one first.", tr(other.what())))
                .orElse(""));
        if (holder.isEmpty()) {
            keep(bindings().with(key, wanted.get()));
            stopWaiting(keys, key);
            lookup("#reset-keys").setDisable(bindings().changed().isEmpty());
        }
    }
}
