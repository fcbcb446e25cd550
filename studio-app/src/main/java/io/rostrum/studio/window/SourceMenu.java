package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.SourceDialog;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/// What can be done with a row of the list of sources.
final class SourceMenu extends ContextMenu {
    private final Studio studio;
    private final SourcePanel panel;
    private final Supplier<@Nullable SourceRow> row;
    private final MenuItem edit = new MenuItem(tr("Change…"), Glyph.SETTINGS.small());
    private final MenuItem lock = new MenuItem(tr("Lock its place"), Glyph.LOCK.small());
    private final MenuItem group = new MenuItem(tr("Group"), Glyph.FOLDER.small());
    private final MenuItem ungroup = new MenuItem(tr("Ungroup"), Glyph.FOLDER.small());
    private final Menu also = new Menu(tr("Also show in"), Glyph.STUDIO.small());
    private final Menu projector = new Menu(tr("Projector"), Glyph.PROJECTOR.small());
    private final MenuItem copyFilters = new MenuItem(tr("Filters"));
    private final MenuItem paste = new MenuItem(tr("Source"));
    private final MenuItem pasteFilters = new MenuItem(tr("Filters"));
    private final MenuItem pastePlace = new MenuItem(tr("Place"));
    private final Menu pasting = new Menu(tr("Paste"), null, paste, pasteFilters, pastePlace);

    /// @param row    that it is of now
    /// @param change opens what can be changed of a source
    SourceMenu(Studio studio, SourcePanel panel, Supplier<@Nullable SourceRow> row, Consumer<SourceView> change) {
        this.studio = studio;
        this.panel = panel;
        this.row = row;
        edit.setOnAction(_ -> onRow(of -> change.accept(of.view().get())));
        MenuItem rename = item(tr("Rename"), Glyph.RENAME, of -> of.renaming().set(true));
        MenuItem up = item(tr("Move up"), Glyph.UP, of -> panel.moveBy(of, -1));
        MenuItem down = item(tr("Move down"), Glyph.DOWN, of -> panel.moveBy(of, 1));
        lock.setOnAction(
                _ -> onRow(of -> studio.scenes().lock(of.id(), !of.view().get().locked())));
        group.setOnAction(_ -> panel.group());
        ungroup.setOnAction(_ -> onRow(of -> studio.scenes().ungroup(of.id())));
        MenuItem copy = new MenuItem(tr("Source"));
        copy.setOnAction(_ -> panel.copy());
        copyFilters.setOnAction(_ -> panel.copyFilters());
        MenuItem copyPlace = new MenuItem(tr("Place"));
        copyPlace.setOnAction(_ -> panel.copyPlace());
        Menu copying = new Menu(tr("Copy"), Glyph.COPY.small(), copy, copyFilters, copyPlace);
        paste.setOnAction(_ -> panel.copies().paste());
        pasteFilters.setOnAction(_ -> panel.pasteFilters());
        pastePlace.setOnAction(_ -> panel.pastePlace());
        MenuItem remove = item(tr("Remove"), Glyph.DELETE, _ -> panel.removeSelected());
        getItems()
                .addAll(
                        edit,
                        rename,
                        up,
                        down,
                        lock,
                        group,
                        ungroup,
                        new SeparatorMenuItem(),
                        also,
                        projector,
                        copying,
                        pasting,
                        new SeparatorMenuItem(),
                        remove);
        setOnShowing(_ -> onRow(of -> follow(of.view().get())));
    }

    private MenuItem item(String name, Glyph glyph, Consumer<SourceRow> action) {
        MenuItem item = new MenuItem(name, glyph.small());
        item.setOnAction(_ -> onRow(action));
        return item;
    }

    private void onRow(Consumer<SourceRow> action) {
        SourceRow of = row.get();
        if (of != null) {
            action.accept(of);
        }
    }

    private void follow(SourceView view) {
        edit.setVisible(SourceDialog.changes(view.input()));
        lock.setText(view.locked() ? tr("Unlock its place") : tr("Lock its place"));
        lock.setGraphic((view.locked() ? Glyph.UNLOCK : Glyph.LOCK).small());
        group.setVisible(panel.canGroup());
        ungroup.setVisible(view.isGroup());
        also.setVisible(!view.isGroup());
        also.getItems().setAll(scenesWithout(view.id()));
        also.setDisable(also.getItems().isEmpty());
        projector.setVisible(!view.isGroup());
        projector.getItems().setAll(panel.projectors(view.id()));
        copyFilters.setVisible(!view.isGroup());
        pasteFilters.setVisible(!view.isGroup());
        paste.setDisable(!panel.copies().hasSources());
        pasteFilters.setDisable(!panel.copies().hasFilters());
        pastePlace.setDisable(!panel.copies().hasPlace());
        pasting.setDisable(paste.isDisable() && pasteFilters.isDisable() && pastePlace.isDisable());
    }

    private List<MenuItem> scenesWithout(String source) {
        List<MenuItem> items = new ArrayList<>();
        for (SceneView scene : studio.snapshot().scenes().list()) {
            if (!scene.sources().contains(source)) {
                MenuItem item = new MenuItem(scene.name());
                item.setOnAction(_ -> studio.scenes().include(scene.id(), source));
                items.add(item);
            }
        }
        return items;
    }
}
