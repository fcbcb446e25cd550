package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.overlay.Glyph;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The middle of the window: the preview, and what to do while there is nothing to see.
final class StageView extends StackPane {
    private final PreviewPane preview;
    private final AreaFrames frames;
    private final ItemFrame item;
    private final VBox empty;
    private final Label words = new Label(tr("No picture yet"));
    private final Label more = new Label();
    private boolean on = true;
    private final Label preparing = Controls.line();
    private final Label without = new Label(tr("Without filters"), Glyph.COMPARE.small());

    /// @param add     opens the choice of sources
    /// @param dropped hears what was dropped on the picture
    /// @param areas   hears where the user puts what is hidden
    /// @param items   hears what is selected, and where it is put
    StageView(
            Studio studio, Runnable add, Consumer<List<File>> dropped, AreaFrames.Owner areas, ItemFrame.Owner items) {
        getStyleClass().add("stage");
        setMinSize(0, 0);
        preview = new PreviewPane(studio.preview());
        frames = new AreaFrames(areas);
        item = new ItemFrame(items);
        words.getStyleClass().addAll("title", "strong");
        Button first = Controls.button(Glyph.ADD, tr("Add a source"), add);
        first.getStyleClass().add("primary");
        Button card = Controls.button(
                Glyph.TEST_CARD,
                tr("Use the test card"),
                () -> studio.addSource(new SourceSetting(tr("Test card"), "testcard")));
        HBox buttons = new HBox(8, first, card);
        buttons.setAlignment(Pos.CENTER);
        empty = new VBox(words, more, buttons);
        empty.getStyleClass().add("empty");
        empty.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        without.getStyleClass().addAll("chip", "accent");
        StackPane.setAlignment(without, Pos.TOP_LEFT);
        StackPane.setMargin(without, new Insets(12));
        without.setVisible(false);
        preparing.getStyleClass().addAll("chip", "accent");
        preparing.setMouseTransparent(true);
        StackPane.setAlignment(preparing, Pos.TOP_LEFT);
        StackPane.setMargin(preparing, new Insets(12));
        preparing.setVisible(false);
        setOnDragOver(drag -> {
            if (drag.getDragboard().hasFiles()) {
                drag.acceptTransferModes(TransferMode.COPY);
            }
        });
        setOnDragDropped(drag -> {
            List<File> files = drag.getDragboard().getFiles();
            drag.setDropCompleted(!files.isEmpty());
            drag.consume();
            dropped.accept(files);
        });
        Region backdrop = new Region();
        backdrop.getStyleClass().add("stage-backdrop");
        backdrop.setMouseTransparent(true);
        getChildren().addAll(backdrop, preview, item, frames, empty, preparing, without);
    }

    /// Brings everything up to date.
    ///
    /// @param selected id of a source, or of the whole picture
    /// @param areas    that are hidden by what is selected
    void update(StudioSnapshot snapshot, String selected, List<AreaFrames.Area> areas) {
        boolean nothing = snapshot.sources().isEmpty();
        frames.setVisible(!nothing && !without.isVisible());
        PictureSize canvas = snapshot.canvas();
        frames.show(areas, canvas, preview.picture());
        item.setVisible(!nothing);
        item.show(selected, snapshot.sources(), canvas, preview.picture());
        boolean first = snapshot.scenes().elsewhere().isEmpty();
        Controls.text(words, first ? tr("No picture yet") : tr("This scene is empty"));
        Controls.text(
                more,
                first
                        ? tr("Add a camera or a screen, or begin with the test card.")
                        : tr("Add a source, or show one of another scene here."));
        Controls.present(empty, nothing);
        preview.setVisible(!nothing);
        preview.setOn(on && !nothing);
    }

    /// Takes note of whether anybody can see it.
    void setOn(boolean seen) {
        on = seen;
    }

    /// Says which scene is prepared here.
    ///
    /// @param what empty where the programme is seen
    void showPreparing(String what) {
        Controls.say(preparing, what);
        preparing.setVisible(!what.isEmpty() && !without.isVisible());
    }

    /// Says that the picture is without filters.
    void showComparing(boolean comparing) {
        without.setVisible(comparing);
    }

    PreviewPane preview() {
        return preview;
    }
}
