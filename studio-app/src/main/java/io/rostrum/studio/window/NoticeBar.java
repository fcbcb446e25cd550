package io.rostrum.studio.window;

import io.rostrum.studio.engine.Notice;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What the user should know, a line each, until it is dismissed. Only the newest few are shown.
final class NoticeBar extends VBox {
    private static final int AT_ONCE = 3;

    private final Studio studio;
    private final Map<Long, Node> lines = new LinkedHashMap<>();

    NoticeBar(Studio studio) {
        this.studio = studio;
        getStyleClass().add("notices");
        Controls.present(this, false);
    }

    void update(List<Notice> notices) {
        List<Notice> newest = notices.subList(Math.max(0, notices.size() - AT_ONCE), notices.size());
        List<Long> ids = newest.stream().map(Notice::id).toList();
        if (List.copyOf(lines.keySet()).equals(ids)) {
            return;
        }
        Map<Long, Node> before = Map.copyOf(lines);
        lines.clear();
        for (Notice notice : newest) {
            Node known = before.get(notice.id());
            lines.put(notice.id(), known != null ? known : line(notice));
        }
        getChildren().setAll(lines.values());
        Controls.present(this, !lines.isEmpty());
    }

    private Node line(Notice notice) {
        Label text = new Label(notice.text());
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button dismiss =
                Controls.iconButton(Glyph.CLOSE, "Dismiss: " + notice.text(), () -> studio.dismiss(notice.id()));
        dismiss.setGraphic(Glyph.CLOSE.small());
        dismiss.getStyleClass().add("tight");
        HBox line = new HBox((notice.grave() ? Glyph.ERROR : Glyph.INFO).small(), text, dismiss);
        line.getStyleClass().add("notice");
        if (notice.grave()) {
            line.getStyleClass().add("grave");
        }
        return line;
    }
}
