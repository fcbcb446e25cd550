package io.rostrum.studio.overlay;

import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Messages that go by themselves, the newest at the foot; one that is pointed at stays.
final class Toasts {
    private static final int AT_ONCE = 3;
    private static final Duration STAY = Duration.seconds(5);
    private static final Duration FADE = Duration.millis(160);

    private final VBox box = new VBox();

    Toasts() {
        box.getStyleClass().add("toasts");
        box.setAlignment(Pos.BOTTOM_CENTER);
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        box.setPickOnBounds(false);
    }

    Region node() {
        return box;
    }

    void show(String text, Glyph glyph) {
        Label toast = new Label(text, glyph.small());
        toast.getStyleClass().add("toast");
        toast.setWrapText(true);
        toast.setAccessibleRole(AccessibleRole.TEXT);
        box.getChildren().add(toast);
        if (box.getChildren().size() > AT_ONCE) {
            box.getChildren().removeFirst();
        }
        PauseTransition stay = new PauseTransition(STAY);
        stay.setOnFinished(_ -> leave(toast));
        toast.setOnMouseEntered(_ -> stay.stop());
        toast.setOnMouseExited(_ -> stay.playFromStart());
        stay.play();
    }

    private void leave(Label toast) {
        if (Theme.still()) {
            box.getChildren().remove(toast);
            return;
        }
        FadeTransition fade = new FadeTransition(FADE, toast);
        fade.setToValue(0);
        fade.setOnFinished(_ -> box.getChildren().remove(toast));
        fade.play();
    }
}
