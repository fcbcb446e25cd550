package io.rostrum.studio.window;

import java.util.Arrays;
import java.util.List;
import javafx.css.Styleable;

/// How something is, as a colour; a word or a shape always says the same.
enum Tone {
    NEUTRAL(""),
    OK("ok"),
    WARN("warn"),
    LIVE("live"),
    ACCENT("accent");

    private static final List<String> ALL =
            Arrays.stream(values()).map(tone -> tone.style).toList();

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /// Gives the node this tone in place of another.
    void on(Styleable node) {
        List<String> classes = node.getStyleClass();
        if (this == NEUTRAL ? ALL.stream().noneMatch(classes::contains) : classes.contains(style)) {
            return;
        }
        classes.removeAll(ALL);
        if (this != NEUTRAL) {
            classes.add(style);
        }
    }
}
