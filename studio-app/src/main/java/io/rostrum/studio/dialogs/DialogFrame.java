package io.rostrum.studio.dialogs;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The frame that all dialogs share: a title, a line on what it is for, the content, and buttons below. It is
/// as large as it would like to be, and never larger than the window.
final class DialogFrame extends VBox {
    private final HBox foot = new HBox();

    /// @param explanation one line; may be empty
    /// @param content     takes what is left between head and foot
    /// @param height      0 for as high as the content
    DialogFrame(String title, String explanation, Node content, double width, double height) {
        getStyleClass().add("dialog");
        getStylesheets().add(Styles.sheet());
        getChildren().add(head(title, explanation));
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().add(content);
        foot.getStyleClass().add("dialog-footer");
        foot.setAlignment(Pos.CENTER_RIGHT);
        setMinSize(0, 0);
        setPrefSize(width, height > 0 ? height : USE_COMPUTED_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    private static Node head(String title, String explanation) {
        Label name = new Label(title);
        name.getStyleClass().add("title");
        VBox head = new VBox(name);
        head.getStyleClass().add("dialog-head");
        if (!explanation.isEmpty()) {
            head.getChildren().add(Texts.small(explanation));
        }
        head.setMinHeight(Region.USE_PREF_SIZE);
        return head;
    }

    /// Puts buttons at the end of the foot, the one for the main action last.
    DialogFrame withButtons(Node... buttons) {
        foot.getChildren().setAll(buttons);
        if (!getChildren().contains(foot)) {
            foot.setMinHeight(Region.USE_PREF_SIZE);
            getChildren().add(foot);
        }
        return this;
    }

    /// {@return what pushes the buttons behind it to the end of the foot}
    static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /// {@return a button for what people most likely want; Enter does it}
    static Button primary(String text, Runnable action) {
        Button button = plain(text, action);
        button.getStyleClass().add("primary");
        button.setDefaultButton(true);
        return button;
    }

    static Button plain(String text, Runnable action) {
        Button button = new Button(text);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
