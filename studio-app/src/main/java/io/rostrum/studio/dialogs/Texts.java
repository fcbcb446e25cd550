package io.rostrum.studio.dialogs;

import io.rostrum.studio.overlay.Tip;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;

/// Labels of the dialogs.
final class Texts {
    private Texts() {}

    /// {@return a small text that wraps}
    static Label small(String text) {
        Label label = wrapped(text);
        label.getStyleClass().add("hint");
        return label;
    }

    /// {@return a text that wraps}
    static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// {@return one line that ends in an ellipsis where there is no room, with all of it in a tooltip}
    static Label line(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setTextOverrun(OverrunStyle.ELLIPSIS);
        label.setMinWidth(0);
        if (!text.isEmpty()) {
            label.setTooltip(Tip.of(text));
        }
        return label;
    }

    /// {@return a heading within a dialog}
    static Label heading(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("dialog-heading");
        return label;
    }
}
