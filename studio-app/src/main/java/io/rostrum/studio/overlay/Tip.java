package io.rostrum.studio.overlay;

import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/// Words that appear where the pointer rests.
///
/// The delay is set here: JavaFX cannot read durations back from a style sheet in its binary form, which is what the
/// studio starts with.
public final class Tip {
    private static final Duration DELAY = Duration.millis(500);

    private Tip() {}

    /// {@return a tooltip that says this}
    public static Tooltip of(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setShowDelay(DELAY);
        return tip;
    }
}
