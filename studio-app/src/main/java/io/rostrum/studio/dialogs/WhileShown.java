package io.rostrum.studio.dialogs;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import javafx.util.Duration;

/// Does something again and again as long as a node is in a window that is shown.
final class WhileShown {
    private WhileShown() {}

    /// @param what  done at once when the node comes into a window, and then every `period`
    /// @param after done when it leaves
    static void every(Node node, Duration period, Runnable what, Runnable after) {
        Timeline timeline = new Timeline(new KeyFrame(period, _ -> what.run()));
        timeline.setCycleCount(Animation.INDEFINITE);
        node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false)
                .addListener((_, _, shown) -> {
                    if (shown) {
                        what.run();
                        timeline.play();
                    } else {
                        timeline.stop();
                        after.run();
                    }
                });
    }

    /// {@return the device's pixels for each of the desktop's where the node is shown; 1 where it is not}
    static double scale(Node node) {
        Scene scene = node.getScene();
        Window window = scene == null ? null : scene.getWindow();
        return window == null ? 1 : window.getRenderScaleX();
    }
}
