package io.rostrum.studio.window;

import io.rostrum.studio.overlay.Glyph;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The icons at the left edge: which panels are open, and what else there is.
final class Rail extends VBox {
    Rail() {
        getStyleClass().add("rail");
    }

    /// Adds a button that shows and hides a panel.
    void panel(Glyph glyph, String name, Node panel) {
        ToggleButton button = Controls.iconToggle(glyph, name);
        button.setSelected(true);
        button.selectedProperty().addListener((_, _, shown) -> Controls.present(panel, shown));
        getChildren().add(button);
    }

    /// Leaves what is left free; what is added after is at the foot.
    void spring() {
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        getChildren().add(spring);
    }

    Button button(Glyph glyph, String name, Runnable action) {
        Button button = Controls.iconButton(glyph, name, action);
        getChildren().add(button);
        return button;
    }
}
