package io.rostrum.studio.window;

import io.rostrum.studio.dialogs.SourceDialog;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Leads to what a source shows, where that can be changed: its text, its colour, its time.
final class ShownCard extends VBox {
    private @Nullable SourceView source;

    /// @param change opens what can be changed
    ShownCard(Consumer<SourceView> change) {
        Button button = Controls.button(Glyph.SETTINGS, "What it shows…", () -> {
            SourceView of = source;
            if (of != null) {
                change.accept(of);
            }
        });
        button.setId("change-source");
        button.setMaxWidth(Double.MAX_VALUE);
        getChildren().add(button);
    }

    /// Shows itself for sources that can be changed.
    void follow(Optional<SourceView> selected) {
        source = selected.orElse(null);
        Controls.present(
                this,
                selected.filter(view -> SourceDialog.changes(view.input())).isPresent());
    }
}
