package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.overlay.Glyph;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;

/// The picture that is edited, and in studio mode the programme beside it, or below where that leaves both larger.
final class Screens extends Pane {
    private static final double GAP = 4;
    private static final double SHAPE = 16.0 / 9;

    private final StageView edited;
    private final PreviewPane onAir;
    private final StackPane programme;
    private final Label words = Controls.line("chip");
    private boolean on = true;

    Screens(Studio studio, StageView edited) {
        this.edited = edited;
        onAir = new PreviewPane(studio.onAir());
        onAir.setOn(false);
        words.setGraphic(Glyph.LIVE.small());
        words.setMouseTransparent(true);
        StackPane.setAlignment(words, Pos.TOP_LEFT);
        StackPane.setMargin(words, new Insets(12));
        programme = new StackPane(onAir, words);
        programme.getStyleClass().add("stage");
        programme.setMinSize(0, 0);
        Controls.present(programme, false);
        setMinSize(0, 0);
        getChildren().addAll(edited, programme);
    }

    /// Brings everything up to date.
    void update(StudioSnapshot snapshot) {
        Scenes scenes = snapshot.scenes();
        if (programme.isVisible() != scenes.studio()) {
            Controls.present(programme, scenes.studio());
            requestLayout();
        }
        onAir.setOn(on && scenes.studio());
        boolean live = snapshot.live() instanceof Live.On;
        String what = live ? tr("On air") : tr("Programme");
        Controls.say(words, titled(scenes, what, scenes.shown()));
        (live ? Tone.LIVE : Tone.NEUTRAL).on(words);
        String vertical = scenes.onSecond() ? tr("Vertical canvas") : "";
        edited.showPreparing(scenes.studio() ? titled(scenes, tr("Preview"), scenes.edited()) : vertical);
    }

    private static String titled(Scenes scenes, String what, String scene) {
        return scenes.onSecond()
                ? tr("{0}, vertical: {1}", what, name(scenes, scene))
                : what + ": " + name(scenes, scene);
    }

    private static String name(Scenes scenes, String id) {
        return scenes.list().stream()
                .filter(scene -> scene.id().equals(id))
                .map(SceneView::name)
                .findFirst()
                .orElse("");
    }

    /// Takes note of whether anybody can see it.
    void setOn(boolean seen) {
        on = seen;
        edited.setOn(seen);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (!programme.isVisible()) {
            edited.resizeRelocate(0, 0, width, height);
            return;
        }
        double half = snapSizeX((width - GAP) / 2);
        double low = snapSizeY((height - GAP) / 2);
        boolean beside = Math.min(half, height * SHAPE) >= Math.min(width, low * SHAPE);
        if (beside) {
            edited.resizeRelocate(0, 0, half, height);
            programme.resizeRelocate(half + GAP, 0, width - half - GAP, height);
        } else {
            edited.resizeRelocate(0, 0, width, low);
            programme.resizeRelocate(0, low + GAP, width, height - low - GAP);
        }
    }
}
