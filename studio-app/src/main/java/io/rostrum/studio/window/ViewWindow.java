package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.ViewSetting;
import io.rostrum.studio.overlay.Theme;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// A window beside the main one: Escape closes it, F11 has it fill its screen, or no longer. JavaFX
/// thread only.
abstract class ViewWindow {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 540;

    private final Stage stage = new Stage();
    private final Scene scene;
    private ViewSetting setting;
    private Consumer<ViewWindow> closed = _ -> {};

    ViewWindow(Parent root, ViewSetting setting) {
        this.setting = setting;
        scene = new Scene(
                root, setting.width() > 0 ? setting.width() : WIDTH, setting.height() > 0 ? setting.height() : HEIGHT);
        scene.setFill(Color.BLACK);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                close();
            } else if (key.getCode() == KeyCode.F11) {
                key.consume();
                fill(!stage.isFullScreen());
            }
        });
        stage.setScene(scene);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setOnHidden(_ -> hidden());
    }

    /// Opens it where it was, or on the first screen where that one is gone.
    ///
    /// @param then told when it was closed
    void show(Consumer<ViewWindow> then) {
        closed = then;
        stage.iconifiedProperty().subscribe(iconified -> seen(!iconified));
        boolean there =
                !Screen.getScreensForRectangle(setting.x(), setting.y(), 1, 1).isEmpty();
        Rectangle2D first = Screen.getPrimary().getVisualBounds();
        stage.setX(there ? setting.x() : first.getMinX());
        stage.setY(there ? setting.y() : first.getMinY());
        stage.setFullScreen(setting.full());
        stage.show();
    }

    /// Fills the screen that it is on, or no longer.
    void fill(boolean all) {
        stage.setFullScreen(all);
    }

    void close() {
        stage.hide();
    }

    private void hidden() {
        end();
        closed.accept(this);
    }

    Stage stage() {
        return stage;
    }

    /// {@return what it is and where, to be remembered}
    ViewSetting setting() {
        if (!stage.isShowing()) {
            return setting;
        }
        setting = stage.isFullScreen()
                ? setting.withPlace(stage.getX(), stage.getY(), setting.width(), setting.height(), true)
                : setting.withPlace(stage.getX(), stage.getY(), scene.getWidth(), scene.getHeight(), false);
        return setting;
    }

    /// Changes what is remembered of it.
    void remember(ViewSetting to) {
        setting = to;
    }

    /// {@return the setting as it was opened, or changed since}
    ViewSetting known() {
        return setting;
    }

    void apply(Theme theme) {
        theme.apply(scene);
    }

    void title(Optional<String> what) {
        String words = what.map(name -> name + " – Rostrum").orElse("Rostrum");
        if (!words.equals(stage.getTitle())) {
            stage.setTitle(words);
        }
    }

    /// Brings it up to date.
    abstract void update(StudioSnapshot snapshot);

    /// Takes note of whether anybody can see it.
    abstract void seen(boolean seen);

    /// Closes its views.
    abstract void end();
}
