package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.ViewSetting;
import io.rostrum.studio.overlay.Glyph;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// All scenes at a glance, in a window of its own.
final class MultiviewWindow extends ViewWindow {
    private final MultiviewPane pane;

    static MultiviewWindow of(Studio studio, ViewSetting setting) {
        MultiviewPane pane = new MultiviewPane(studio);
        ToggleButton safe = new ToggleButton(tr("Safe areas"));
        safe.setId("safe-areas");
        Button full = Controls.iconButton(Glyph.SCREEN, tr("Full screen, F11"), () -> {});
        Label hint = Controls.line("small", "secondary");
        Controls.say(hint, tr("Click a scene to show it, in studio mode to prepare it. Escape closes."));
        HBox bar = new HBox(8, hint, Controls.spring(), safe, full);
        bar.getStyleClass().add("multiview-bar");
        VBox root = new VBox(pane, bar);
        root.getStyleClass().add("multiview-root");
        VBox.setVgrow(pane, Priority.ALWAYS);
        MultiviewWindow window = new MultiviewWindow(root, pane, setting);
        safe.setSelected(setting.safe());
        pane.showSafe(setting.safe());
        safe.setOnAction(_ -> {
            pane.showSafe(safe.isSelected());
            window.remember(window.known().withSafe(safe.isSelected()));
        });
        full.setOnAction(_ -> window.fill(!window.stage().isFullScreen()));
        return window;
    }

    private MultiviewWindow(VBox root, MultiviewPane pane, ViewSetting setting) {
        super(root, setting);
        this.pane = pane;
        title(Optional.of(tr("Multiview")));
    }

    @Override
    void update(StudioSnapshot snapshot) {
        pane.update(snapshot);
    }

    @Override
    void seen(boolean seen) {
        pane.setOn(seen);
    }

    @Override
    void end() {
        pane.close();
    }
}
