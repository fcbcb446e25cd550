package io.rostrum.studio.window;

import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The outline of a rectangle on the preview, of four bars.
///
/// A border would do, but is drawn anew with each picture: without a GPU, JavaFX traces its stroke through every row of
/// pixels that it encloses, which costs more than the picture.
class Outline extends Pane {
    /// So far the bars reach outside, and so thick they are, pixels of the window.
    static final double OUTSIDE = 1;

    private static final double THICK = 3;

    private final Region top = bar();
    private final Region bottom = bar();
    private final Region left = bar();
    private final Region right = bar();

    /// @param style class of CSS; its bars are of the class `outline-bar`
    Outline(String style) {
        getStyleClass().add(style);
        getChildren().addAll(List.of(left, right, top, bottom));
    }

    private static Region bar() {
        Region bar = new Region();
        bar.getStyleClass().add("outline-bar");
        bar.setManaged(false);
        bar.setMouseTransparent(true);
        return bar;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() + 2 * OUTSIDE;
        double height = getHeight() + 2 * OUTSIDE;
        double inside = OUTSIDE - THICK;
        top.resizeRelocate(-OUTSIDE, -OUTSIDE, width, THICK);
        bottom.resizeRelocate(-OUTSIDE, getHeight() + inside, width, THICK);
        left.resizeRelocate(-OUTSIDE, -OUTSIDE, THICK, height);
        right.resizeRelocate(getWidth() + inside, -OUTSIDE, THICK, height);
    }
}
