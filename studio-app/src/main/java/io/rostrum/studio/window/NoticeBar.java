package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Notice;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What the user should know, until it is dismissed: the newest few, a line each. In a low window it is one line, the
/// newest, with the number of the others; pressing that shows them.
final class NoticeBar extends VBox {
    private static final int AT_ONCE = 3;

    private final Studio studio;
    private final Map<Long, Line> lines = new LinkedHashMap<>();
    private final ToggleButton others = new ToggleButton();
    private List<Notice> known = List.of();
    private boolean low;

    NoticeBar(Studio studio) {
        this.studio = studio;
        getStyleClass().add("notices");
        others.setId("other-notices");
        others.getStyleClass().addAll("quiet", "small", "numbers", "tight-button");
        others.setMinWidth(USE_PREF_SIZE);
        others.setOnAction(_ -> arrange());
        Controls.present(this, false);
    }

    /// Says whether the window is so low that room is scarce.
    void low(boolean scarce) {
        if (low != scarce) {
            low = scarce;
            arrange();
        }
    }

    void update(List<Notice> notices) {
        if (!notices.equals(known)) {
            known = List.copyOf(notices);
            Map<Long, Line> before = Map.copyOf(lines);
            lines.clear();
            for (Notice notice : known) {
                Line line = before.get(notice.id());
                lines.put(notice.id(), line != null ? line : new Line(notice));
            }
            arrange();
        }
    }

    private void arrange() {
        boolean folded = low && !others.isSelected();
        List<Line> newest = new ArrayList<>(lines.values());
        newest = newest.subList(Math.max(0, newest.size() - (folded ? 1 : AT_ONCE)), newest.size());
        lines.values().forEach(line -> line.wrap(!low, others));
        if (low && lines.size() > 1) {
            int more = lines.size() - 1;
            others.setText(others.isSelected() ? tr("Show less") : tr("{0} more", more));
            others.setAccessibleText(others.isSelected() ? tr("Show the newest only") : tr("Show {0} more", more));
            newest.getLast().offer(others);
        }
        getChildren().setAll(newest);
        Controls.present(this, !lines.isEmpty());
    }

    /// One notice.
    private final class Line extends HBox {
        private final Label text = new Label();
        private final Button dismiss;

        Line(Notice notice) {
            text.setText(notice.text());
            text.setMaxWidth(Double.MAX_VALUE);
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.ALWAYS);
            dismiss = Controls.iconButton(
                    Glyph.CLOSE, tr("Dismiss: {0}", notice.text()), () -> studio.dismiss(notice.id()));
            dismiss.setGraphic(Glyph.CLOSE.small());
            dismiss.getStyleClass().add("tight");
            getChildren().addAll((notice.grave() ? Glyph.ERROR : Glyph.INFO).small(), text, dismiss);
            getStyleClass().add("notice");
            if (notice.grave()) {
                getStyleClass().add("grave");
            }
        }

        /// Shows all of the words in as many lines as they take, or one line of them.
        void wrap(boolean all, Node without) {
            text.setWrapText(all);
            text.setTooltip(all ? null : Tip.of(text.getText()));
            getChildren().remove(without);
        }

        void offer(Node more) {
            getChildren().add(getChildren().indexOf(dismiss), more);
        }
    }
}
