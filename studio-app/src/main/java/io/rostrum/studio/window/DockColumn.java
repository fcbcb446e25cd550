package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.overlay.Glyph;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The docks beside the picture: one is seen, or none, and the window remembers which. Where the window
/// is not wide, a dock takes the place of the filters, which come back when it is closed. JavaFX thread
/// only.
final class DockColumn extends VBox {
    /// From here on there is room for a dock, the filters and the picture.
    private static final double WIDE = 1_560;

    private final Studio studio;
    private final Map<WindowSetting.Dock, Dock> docks = new EnumMap<>(WindowSetting.Dock.class);
    private final Map<WindowSetting.Dock, ToggleButton> tabs = new EnumMap<>(WindowSetting.Dock.class);
    private final Map<WindowSetting.Dock, ToggleButton> toggles = new EnumMap<>(WindowSetting.Dock.class);
    private final HBox segments = new HBox();
    private final HBox head;
    private final Button edit;
    private WindowSetting.Dock open = WindowSetting.Dock.NONE;
    private ToggleButton filters = new ToggleButton();
    private boolean wide = true;
    /// Whether the filters gave way.
    private boolean inPlaceOfFilters;

    /// @param pair    opens what a studio is paired with
    /// @param describe opens what the stream says of itself
    /// @param browser shows a page
    DockColumn(Studio studio, Runnable pair, Runnable describe, Consumer<URI> browser) {
        this.studio = studio;
        setId("docks");
        getStyleClass().addAll("panel", "docks");
        segments.getStyleClass().add("segments");
        segments.setMaxHeight(USE_PREF_SIZE);
        Button close = Controls.iconButton(Glyph.CLOSE, tr("Close"), () -> open(WindowSetting.Dock.NONE));
        close.setId("close-dock");
        edit = Controls.iconButton(Glyph.EDIT, tr("Describe the stream…"), describe);
        edit.setId("describe-stream");
        head = new HBox(segments, Controls.spring(), edit, close);
        head.getStyleClass().addAll("panel-header", "dock-header");
        getChildren().add(head);
        add(WindowSetting.Dock.CHAT, tr("Chat"), new ChatDock(studio.schedule(), pair, browser));
        add(WindowSetting.Dock.VIEWERS, tr("Viewers"), new ViewersDock(studio.schedule(), pair));
        Controls.present(this, false);
    }

    private void add(WindowSetting.Dock which, String name, Dock dock) {
        docks.put(which, dock);
        ToggleButton tab = new ToggleButton(name);
        tab.setId("dock-" + which.name().toLowerCase(Locale.ROOT));
        tab.setOnAction(_ -> open(which));
        tabs.put(which, tab);
        segments.getChildren().add(tab);
        VBox.setVgrow(dock.node(), Priority.ALWAYS);
    }

    /// Puts a button for each dock into the rail.
    ///
    /// @param panel shows and hides the filters
    void offer(Rail rail, ToggleButton panel) {
        filters = panel;
        filters.selectedProperty().addListener((_, _, shown) -> {
            if (shown && !wide && open != WindowSetting.Dock.NONE) {
                inPlaceOfFilters = false;
                open(WindowSetting.Dock.NONE);
            }
        });
        toggle(rail, WindowSetting.Dock.CHAT, Glyph.CHAT, tr("Chat"));
        toggle(rail, WindowSetting.Dock.VIEWERS, Glyph.PEOPLE, tr("Viewers"));
    }

    private void toggle(Rail rail, WindowSetting.Dock which, Glyph glyph, String name) {
        ToggleButton button = rail.toggle(glyph, name);
        button.setId("rail-" + which.name().toLowerCase(Locale.ROOT));
        button.setOnAction(_ -> toggle(which));
        toggles.put(which, button);
    }

    /// Opens the dock that was open when the window was closed.
    void restore() {
        become(studio.snapshot().window().openDock());
    }

    /// Opens a dock and gives it the keyboard, or closes it where it is open.
    void toggle(WindowSetting.Dock which) {
        open(open == which ? WindowSetting.Dock.NONE : which);
    }

    private void open(WindowSetting.Dock which) {
        become(which);
        if (studio.snapshot().window().openDock() != which) {
            studio.window(studio.snapshot().window().withDock(which));
        }
        Dock dock = docks.get(which);
        if (dock != null) {
            tabs.getOrDefault(which, filters).requestFocus(); // until the dock has something better
            dock.focus();
        }
    }

    private void become(WindowSetting.Dock which) {
        open = which;
        docks.forEach((one, dock) -> dock.show(one == which));
        tabs.forEach((one, tab) -> tab.setSelected(one == which));
        toggles.forEach((one, button) -> button.setSelected(one == which));
        Dock dock = docks.get(which);
        getChildren().setAll(dock == null ? List.of(head) : List.of(head, dock.node()));
        Controls.present(this, dock != null);
        share();
    }

    /// Says how wide the window is.
    void width(double window) {
        boolean now = window >= WIDE;
        if (now != wide) {
            wide = now;
            share();
        }
    }

    private void share() {
        boolean crowded = open != WindowSetting.Dock.NONE && !wide;
        if (crowded && filters.isSelected()) {
            inPlaceOfFilters = true;
            filters.setSelected(false);
        } else if (!crowded && inPlaceOfFilters) {
            inPlaceOfFilters = false;
            filters.setSelected(true);
        }
    }

    void update(Instant now) {
        Controls.present(edit, studio.schedule().paired().isPresent());
        Dock dock = docks.get(open);
        if (dock != null) {
            dock.update(now);
        }
    }

    /// {@return whether something within has the keyboard}
    static boolean holds(@Nullable Node node) {
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            if (at instanceof DockColumn) {
                return true;
            }
        }
        return false;
    }

    void close() {
        docks.values().forEach(Dock::close);
    }
}
