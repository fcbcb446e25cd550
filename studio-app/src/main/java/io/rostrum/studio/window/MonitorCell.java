package io.rostrum.studio.window;

import io.rostrum.studio.engine.ViewDesk;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;

/// One picture of a multiview: its name, and by its outline and a word whether it is on air or comes
/// next.
final class MonitorCell extends Pane {
    private static final double GAP = 6;

    private final ViewDesk.View view;
    private final PreviewPane preview;
    private final SafeAreas safe = new SafeAreas();
    private final Outline tally = new Outline("tally");
    private Bounds placed = new BoundingBox(0, 0, 0, 0);
    private final Label name = Controls.line("chip", "monitor-name");

    /// @param view   closed with this
    /// @param chosen run when it is clicked
    /// @param twice  run when it is clicked twice
    MonitorCell(ViewDesk.View view, Runnable chosen, Runnable twice) {
        this.view = view;
        preview = new PreviewPane(view.feed());
        preview.setMinSize(0, 0);
        preview.onShown(() -> {
            if (!preview.picture().equals(placed)) {
                requestLayout();
            }
        });
        safe.setVisible(false);
        name.setMouseTransparent(true);
        tally.setMouseTransparent(true);
        getStyleClass().add("monitor-cell");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(click -> {
            requestFocus();
            (click.getClickCount() > 1 ? twice : chosen).run();
        });
        setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
                key.consume();
                (key.isShiftDown() ? twice : chosen).run();
            }
        });
        getChildren().addAll(preview, safe, tally, name);
    }

    /// Brings its name and its outline up to date.
    ///
    /// @param tone [Tone#NEUTRAL] for no outline
    /// @param said what its outline means; empty for nothing
    void update(String words, Tone tone, String said) {
        Controls.say(name, said.isEmpty() ? words : said + ": " + words);
        setAccessibleText(name.getText());
        tone.on(tally);
        tone.on(name);
    }

    void showSafe(boolean shown) {
        safe.setVisible(shown);
    }

    void setOn(boolean seen) {
        preview.setOn(seen);
    }

    PreviewPane preview() {
        return preview;
    }

    void close() {
        preview.setOn(false);
        view.close();
    }

    @Override
    protected void layoutChildren() {
        preview.resizeRelocate(0, 0, getWidth(), getHeight());
        preview.layout();
        safe.resizeRelocate(0, 0, getWidth(), getHeight());
        safe.follow(preview.picture());
        tally.resizeRelocate(1, 1, getWidth() - 2, getHeight() - 2);
        Bounds picture = preview.picture();
        placed = picture;
        boolean seen = picture.getWidth() > 0;
        double bottom = seen ? picture.getMaxY() : getHeight();
        double wide = Math.min(getWidth() - 2 * GAP, name.prefWidth(-1));
        double high = name.prefHeight(wide);
        name.resizeRelocate(
                snapPositionX((getWidth() - wide) / 2), snapPositionY(bottom - high - GAP), Math.max(0, wide), high);
    }
}
