package io.rostrum.studio.window;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.overlay.Glyph;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The middle of the window: the preview, and what to do while there is nothing to see.
final class StageView extends StackPane {
    private final PreviewPane preview;
    private final AreaFrames frames;
    private final VBox empty;
    private boolean on = true;
    private final Label without = new Label("Without filters", Glyph.COMPARE.small());

    /// @param add   opens the choice of sources
    /// @param areas hears where the user puts what is hidden
    StageView(Studio studio, Runnable add, AreaFrames.Owner areas) {
        getStyleClass().add("stage");
        setMinSize(0, 0);
        preview = new PreviewPane(studio.preview());
        frames = new AreaFrames(areas);
        Label words = new Label("No picture yet");
        words.getStyleClass().addAll("title", "strong");
        Label more = new Label("Add a camera or a screen, or begin with the test card.");
        Button first = Controls.button(Glyph.ADD, "Add a source", add);
        first.getStyleClass().add("primary");
        Button card = Controls.button(
                Glyph.TEST_CARD,
                "Use the test card",
                () -> studio.addSource(new SourceSetting("Test card", "testcard")));
        HBox buttons = new HBox(8, first, card);
        buttons.setAlignment(Pos.CENTER);
        empty = new VBox(words, more, buttons);
        empty.getStyleClass().add("empty");
        empty.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        without.getStyleClass().addAll("chip", "accent");
        StackPane.setAlignment(without, Pos.TOP_LEFT);
        StackPane.setMargin(without, new Insets(12));
        without.setVisible(false);
        getChildren().addAll(preview, frames, empty, without);
    }

    /// Brings everything up to date.
    ///
    /// @param areas that are hidden by what is selected
    void update(StudioSnapshot snapshot, List<AreaFrames.Area> areas) {
        boolean nothing = snapshot.sources().isEmpty();
        frames.setVisible(!nothing && !without.isVisible());
        frames.show(areas, PictureSize.parse(snapshot.output().size()), preview.picture());
        Controls.present(empty, nothing);
        preview.setVisible(!nothing);
        preview.setOn(on && !nothing);
    }

    /// Takes note of whether anybody can see it.
    void setOn(boolean seen) {
        on = seen;
    }

    /// Says that the picture is without filters.
    void showComparing(boolean comparing) {
        without.setVisible(comparing);
    }

    PreviewPane preview() {
        return preview;
    }
}
