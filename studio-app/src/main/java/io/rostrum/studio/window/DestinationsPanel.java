package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.overlay.Glyph;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Where it is sent, each place with its own truth.
final class DestinationsPanel extends VBox {
    private final Studio studio;
    private final Consumer<Optional<DestinationSetting>> edit;
    private final Runnable share;
    private final Map<String, DestinationRow> rows = new LinkedHashMap<>();
    private final VBox list = new VBox();

    /// @param edit  opens the settings of a destination, or of a new one
    /// @param share opens the watch page's link
    /// @param check looks whether a broadcast could begin well
    DestinationsPanel(Studio studio, Consumer<Optional<DestinationSetting>> edit, Runnable share, Runnable check) {
        this.studio = studio;
        this.edit = edit;
        this.share = share;
        getStyleClass().addAll("panel", "destinations");
        Button add = Controls.iconButton(Glyph.ADD, tr("Add a destination"), () -> edit.accept(Optional.empty()));
        Button look = new Button(tr("Check"));
        look.setId("check");
        look.getStyleClass().addAll("link-button", "small");
        look.setOnAction(_ -> check.run());
        list.getStyleClass().add("destination-list");
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Controls.header(new Label(tr("Destinations")), look, add), scroll);
    }

    /// Brings rows up to date in place; makes only those that are new.
    void update(StudioSnapshot snapshot, Instant now) {
        List<String> ids = snapshot.destinations().stream()
                .map(view -> view.setting().id())
                .toList();
        if (!List.copyOf(rows.keySet()).equals(ids)) {
            Map<String, DestinationRow> before = Map.copyOf(rows);
            rows.clear();
            for (DestinationView view : snapshot.destinations()) {
                String id = view.setting().id();
                DestinationRow known = before.get(id);
                rows.put(
                        id,
                        known != null
                                ? known
                                : new DestinationRow(
                                        studio, view, setting -> edit.accept(Optional.of(setting)), share));
            }
            list.getChildren().setAll(rows.values());
        }
        for (DestinationView view : snapshot.destinations()) {
            DestinationRow row = rows.get(view.setting().id());
            if (row != null) {
                row.update(view, snapshot.live(), now);
            }
        }
    }
}
