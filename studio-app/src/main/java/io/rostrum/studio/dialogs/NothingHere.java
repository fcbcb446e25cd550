package io.rostrum.studio.dialogs;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands where nothing is: what belongs there, and the buttons that put it there.
final class NothingHere extends VBox {
    private static final double LINE = 360;

    NothingHere(FontIcon icon, String text, Button... ways) {
        getStyleClass().add("empty");
        setAlignment(Pos.CENTER);
        Label words = Texts.wrapped(text);
        words.setMaxWidth(LINE);
        words.setAlignment(Pos.CENTER);
        HBox buttons = new HBox(ways);
        buttons.getStyleClass().add("answers");
        buttons.setAlignment(Pos.CENTER);
        getChildren().addAll(icon, words, buttons);
    }
}
