package io.rostrum.studio.window;

import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Tooltip;
import javafx.stage.Window;

/// Takes tooltips away as soon as they come up. JavaFX's headless robot gives a click to the newest window there, and
/// the
/// shadow of a tooltip reaches below the pointer: on a slow machine, where the pointer rests for long, clicks were
/// lost.
public final class NoTooltips {
    private static final AtomicBoolean installed = new AtomicBoolean();

    private NoTooltips() {}

    /// Begins that, for as long as JavaFX runs. On the JavaFX thread.
    public static void install() {
        if (installed.compareAndSet(false, true)) {
            Window.getWindows().addListener((ListChangeListener<Window>) change -> {
                while (change.next()) {
                    change.getAddedSubList().stream()
                            .filter(Tooltip.class::isInstance)
                            .forEach(tooltip -> Platform.runLater(tooltip::hide));
                }
            });
        }
    }
}
