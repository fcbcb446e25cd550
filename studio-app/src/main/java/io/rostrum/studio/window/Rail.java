package io.rostrum.studio.window;

import io.rostrum.studio.overlay.Glyph;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
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
    ToggleButton panel(Glyph glyph, String name, Node panel) {
        ToggleButton button = toggle(glyph, name);
        button.setSelected(true);
        button.selectedProperty().addListener((_, _, shown) -> Controls.present(panel, shown));
        return button;
    }

    /// Adds a button that stays pressed.
    ToggleButton toggle(Glyph glyph, String name) {
        ToggleButton button = Controls.iconToggle(glyph, name);
        getChildren().add(button);
        return button;
    }

    /// Leaves what is left free; what is added after is at the foot.
    void spring() {
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        getChildren().add(spring);
    }

    /// Adds a button that opens a menu.
    ///
    /// @param items made anew each time
    MenuButton menu(Glyph glyph, String name, Supplier<List<MenuItem>> items) {
        MenuButton button = Controls.iconMenu(glyph, name);
        button.setPopupSide(Side.RIGHT);
        button.getItems().setAll(items.get());
        button.setOnShowing(_ -> button.getItems().setAll(items.get()));
        getChildren().add(button);
        return button;
    }

    Button button(Glyph glyph, String name, Runnable action) {
        Button button = Controls.iconButton(glyph, name, action);
        getChildren().add(button);
        return button;
    }
}
