package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.Lint;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// What is to be said of settings, a row each with the button that makes it good.
final class LintRows extends VBox {
    private final Studio studio;
    private final Runnable setUp;
    private final Consumer<Lint.Repair> repaired;
    private List<Lint> shown = List.of();

    /// @param setUp    opens the set-up
    /// @param repaired told what was done, after it was
    LintRows(Studio studio, Runnable setUp, Consumer<Lint.Repair> repaired) {
        this.studio = studio;
        this.setUp = setUp;
        this.repaired = repaired;
        getStyleClass().add("findings");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// Shows these; makes rows only where there are others.
    void show(List<Lint> lints) {
        if (lints.equals(shown)) {
            return;
        }
        shown = lints;
        getChildren().clear();
        for (Lint lint : lints) {
            getChildren()
                    .add(row(
                            lint.grave() ? icon(Glyph.WARNING, "warn") : icon(Glyph.INFO, "accent"),
                            "",
                            lint.words(),
                            lint.repair().map(repair -> button(studio, repair, setUp, () -> repaired.accept(repair)))));
        }
        setVisible(!lints.isEmpty());
    }

    /// {@return a button that does a repair}
    ///
    /// @param setUp opens the set-up
    /// @param then  done after a repair that is done at once
    static Button button(Studio studio, Lint.Repair repair, Runnable setUp, Runnable then) {
        Button button = DialogFrame.plain(repair.label(), () -> {
            switch (repair) {
                case Lint.Repair.Output output -> studio.output(output.to());
                case Lint.Repair.Destination destination -> studio.destination(destination.to());
                case Lint.Repair.SetUp _ -> {
                    setUp.run();
                    return;
                }
            }
            then.run();
        });
        button.getStyleClass().add("repair");
        return button;
    }

    /// {@return an icon in a tone}
    static FontIcon icon(Glyph glyph, String tone) {
        FontIcon icon = glyph.small();
        icon.getStyleClass().add(tone);
        return icon;
    }

    /// {@return one thing that was found}
    ///
    /// @param what its name; may be empty
    static HBox row(Node icon, String what, String words, Optional<Button> way) {
        Label text = Texts.wrapped(what.isEmpty() ? words : what + ": " + words);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(icon, text);
        row.getStyleClass().add("finding");
        row.setAlignment(Pos.CENTER_LEFT);
        way.ifPresent(row.getChildren()::add);
        return row;
    }
}
