package io.rostrum.studio.window;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The controls that the window is made of, each with a name for screen readers and a tooltip.
final class Controls {
    private Controls() {}

    /// Has what is scrolled drawn where it changes only. JavaFX keeps a picture of all of it, which pays while it is
    /// scrolled, and draws that anew for each stroke of a meter.
    static void drawSparingly(ScrollPane scroll) {
        scroll.skinProperty().subscribe(_ -> {
            Node viewport = scroll.lookup(".viewport");
            if (viewport != null) {
                viewport.setCache(false);
            }
        });
    }

    /// {@return a button that is an icon only}
    static Button iconButton(Glyph glyph, String name, Runnable action) {
        Button button = new Button();
        dress(button, glyph, name);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// {@return a button that stays pressed and is an icon only}
    static ToggleButton iconToggle(Glyph glyph, String name) {
        ToggleButton button = new ToggleButton();
        dress(button, glyph, name);
        return button;
    }

    /// {@return a button that opens a menu and is an icon only}
    static MenuButton iconMenu(Glyph glyph, String name) {
        MenuButton button = new MenuButton();
        dress(button, glyph, name);
        return button;
    }

    private static void dress(ButtonBase button, Glyph glyph, String name) {
        button.setGraphic(glyph.large());
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("icon-button");
        name(button, name);
    }

    /// {@return a button of words with an icon before them}
    static Button button(Glyph glyph, String words, Runnable action) {
        Button button = new Button(words, glyph.small());
        button.setOnAction(_ -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// {@return a slide switch}
    static ToggleButton slideSwitch(String name) {
        ToggleButton button = new ToggleButton();
        button.getStyleClass().add("switch");
        name(button, name);
        return button;
    }

    /// Gives a control without words a name, which is also its tooltip.
    static void name(Control control, String name) {
        if (!name.equals(control.getAccessibleText())) {
            control.setAccessibleText(name);
            control.setTooltip(Tip.of(name));
        }
    }

    /// {@return words that are cut with an ellipsis where there is no room, and are then in a tooltip}
    static Label line(String... styleClasses) {
        Label label = new Label();
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(0);
        return label;
    }

    /// Changes the words of a line and of its tooltip, if they are others.
    static void say(Labeled label, String words) {
        if (!words.equals(label.getText())) {
            label.setText(words);
            label.setTooltip(words.isEmpty() ? null : Tip.of(words));
        }
    }

    /// Changes words, if they are others.
    static void text(Labeled label, String words) {
        if (!words.equals(label.getText())) {
            label.setText(words);
        }
    }

    /// Shows a node, or takes it out of the layout.
    static void present(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// {@return room that takes what is left}
    static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /// {@return a panel's head: its title, and controls at its end}
    static HBox header(Label title, Node... controls) {
        title.getStyleClass().add("panel-title");
        HBox header = new HBox(title, spring());
        header.getStyleClass().add("panel-header");
        header.getChildren().addAll(controls);
        return header;
    }
}
