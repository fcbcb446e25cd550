package io.rostrum.studio.window;

import javafx.geometry.Bounds;
import javafx.scene.layout.Pane;

/// The safe areas of a picture of 16:9 (EBU R 95): what moves keeps within 3.5 % of each edge, letters
/// within 5 %.
final class SafeAreas extends Pane {
    private static final double ACTION = 0.035;
    private static final double GRAPHICS = 0.05;

    private final Outline action = new Outline("safe-area");
    private final Outline graphics = new Outline("safe-area");

    SafeAreas() {
        setMouseTransparent(true);
        setManaged(false);
        getChildren().addAll(action, graphics);
        action.setManaged(false);
        graphics.setManaged(false);
    }

    /// Puts them where a picture is, in coordinates of this.
    void follow(Bounds picture) {
        place(action, picture, ACTION);
        place(graphics, picture, GRAPHICS);
    }

    private static void place(Outline outline, Bounds picture, double part) {
        double across = Math.round(picture.getWidth() * part);
        double down = Math.round(picture.getHeight() * part);
        outline.resizeRelocate(
                picture.getMinX() + across,
                picture.getMinY() + down,
                Math.max(0, picture.getWidth() - 2 * across),
                Math.max(0, picture.getHeight() - 2 * down));
    }
}
