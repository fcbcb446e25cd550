package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The sources of pictures, the top one first, and the whole picture below them. What is selected here is what the
/// filters on the right are of.
final class SourcePanel extends VBox {
    private final Studio studio;
    private final CopyDesk copies;
    private final ObservableList<SourceRow> rows = FXCollections.observableArrayList();
    private final ListView<SourceRow> list = new ListView<>(rows);
    private final ToggleButton whole = new ToggleButton(tr("Whole picture"), Glyph.FILTERS.large());
    private final ReadOnlyStringWrapper selected = new ReadOnlyStringWrapper(StudioSnapshot.PROGRAMME);
    private final MenuButton elsewhere = Controls.iconMenu(Glyph.COPY, tr("Show a source of another scene"));
    private List<Elsewhere> offered = List.of();
    /// Id of a group that is to be selected when it comes.
    private String grouped = "";

    private Function<String, List<MenuItem>> projectors = _ -> List.of();
    private boolean syncing;

    /// @param add    opens the choice of sources
    /// @param change opens what can be changed of a source
    /// @param tell   says a sentence to the user
    SourcePanel(Studio studio, DataFormat dragged, Runnable add, Consumer<SourceView> change, Consumer<String> tell) {
        this.studio = studio;
        copies = new CopyDesk(studio, tell);
        getStyleClass().addAll("panel", "source-panel");
        list.getStyleClass().add("rows");
        list.setAccessibleText(tr("Sources, the top one first"));
        list.setCellFactory(_ -> new SourceCell(studio, dragged, this, change));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setContextMenu(new ContextMenu(pasteHere()));
        VBox nothing =
                new VBox(new Label(tr("Nothing to show yet.")), Controls.button(Glyph.ADD, tr("Add a source"), add));
        nothing.getStyleClass().add("empty");
        list.setPlaceholder(nothing);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> onSelected(row));
        whole.getStyleClass().addAll("quiet", "whole-row");
        whole.setAlignment(Pos.CENTER_LEFT);
        whole.setMaxWidth(Double.MAX_VALUE);
        whole.setGraphicTextGap(12);
        whole.setSelected(true);
        whole.setOnAction(_ -> select(StudioSnapshot.PROGRAMME));
        Button addButton = Controls.iconButton(Glyph.ADD, tr("Add a source"), add);
        VBox foot = new VBox(whole);
        foot.getStyleClass().add("whole-foot");
        elsewhere.setId("elsewhere");
        Controls.present(elsewhere, false);
        getChildren().addAll(Controls.header(new Label(tr("Sources")), elsewhere, addButton), list, foot);
    }

    /// Offers to show sources beside the window.
    ///
    /// @param places where one can be shown, by its id
    void offer(Function<String, List<MenuItem>> places) {
        projectors = places;
    }

    /// {@return where a source can be shown beside the window}
    List<MenuItem> projectors(String id) {
        return projectors.apply(id);
    }

    /// {@return id of the selected source, or [StudioSnapshot#PROGRAMME]}
    ReadOnlyStringProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// {@return id of the selected source, if it is not the whole picture}
    Optional<String> selectedSource() {
        return Optional.of(selected.get()).filter(id -> !id.equals(StudioSnapshot.PROGRAMME));
    }

    /// Selects a source or the whole picture.
    void select(String id) {
        Optional<SourceRow> row =
                rows.stream().filter(candidate -> candidate.id().equals(id)).findFirst();
        syncing = true;
        if (row.isPresent()) {
            list.getSelectionModel().clearAndSelect(rows.indexOf(row.get()));
        } else {
            list.getSelectionModel().clearSelection();
        }
        syncing = false;
        selected.set(row.map(SourceRow::id).orElse(StudioSnapshot.PROGRAMME));
        whole.setSelected(row.isEmpty());
    }

    private void onSelected(@Nullable SourceRow row) {
        if (!syncing && row != null) {
            selected.set(row.id());
            whole.setSelected(false);
        }
    }

    /// Brings rows up to date in place. A source that was added is selected.
    void update(StudioSnapshot snapshot) {
        List<String> ids = snapshot.sources().stream().map(SourceView::id).toList();
        List<String> before = rows.stream().map(SourceRow::id).toList();
        if (!ids.equals(before)) {
            Map<String, SourceRow> known = new HashMap<>();
            rows.forEach(row -> known.put(row.id(), row));
            boolean focused = list.isFocused();
            String keep = selected.get();
            Optional<String> added =
                    ids.stream().filter(id -> !known.containsKey(id)).findFirst();
            syncing = true;
            rows.setAll(snapshot.sources().stream()
                    .map(view -> known.getOrDefault(view.id(), new SourceRow(view)))
                    .toList());
            syncing = false;
            boolean made = ids.contains(grouped);
            select(
                    made
                            ? grouped
                            : added.filter(_ -> !before.isEmpty() || ids.size() == 1)
                                    .orElse(keep));
            grouped = made ? "" : grouped;
            if (focused) {
                list.requestFocus();
            }
        }
        offer(snapshot.scenes());
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).view().set(snapshot.sources().get(i));
        }
    }

    private void offer(Scenes scenes) {
        if (!scenes.elsewhere().equals(offered)) {
            offered = scenes.elsewhere();
            elsewhere.getItems().clear();
            for (Elsewhere source : offered) {
                MenuItem item = new MenuItem(
                        source.name(), SourceRow.glyph(source.input()).small());
                item.setOnAction(
                        _ -> studio.scenes().include(studio.snapshot().scenes().edited(), source.id()));
                elsewhere.getItems().add(item);
            }
            Controls.present(elsewhere, !offered.isEmpty());
        }
    }

    /// Lets the user write another name for what is selected.
    void beginRename() {
        selectedRow().ifPresent(row -> row.renaming().set(true));
    }

    private MenuItem pasteHere() {
        MenuItem paste = new MenuItem(tr("Paste"), Glyph.COPY.small());
        paste.setOnAction(_ -> copies.paste());
        return paste;
    }

    /// {@return the selected rows, the top one first}
    private List<SourceView> chosen() {
        return list.getSelectionModel().getSelectedItems().stream()
                .map(row -> row.view().get())
                .toList();
    }

    /// {@return the selected rows without sources whose group is selected, too}
    private List<SourceView> outermost() {
        List<SourceView> all = chosen();
        List<String> ids = all.stream().map(SourceView::id).toList();
        return all.stream()
                .filter(view -> view.group().filter(ids::contains).isEmpty())
                .toList();
    }

    /// {@return what was copied}
    CopyDesk copies() {
        return copies;
    }

    /// Copies what is selected, a group with its sources.
    void copy() {
        List<SourceView> all = new ArrayList<>();
        for (SourceView view : outermost()) {
            all.add(view);
            rows.stream()
                    .map(row -> row.view().get())
                    .filter(member -> member.group().equals(Optional.of(view.id())))
                    .forEach(all::add);
        }
        copies.copy(all);
    }

    /// Copies the filters of what is selected.
    void copyFilters() {
        copies.copyFilters(selected.get());
    }

    void pasteFilters() {
        List<String> ids = chosen().stream()
                .filter(view -> !view.isGroup())
                .map(SourceView::id)
                .toList();
        copies.pasteFilters(ids.isEmpty() ? List.of(selected.get()) : ids);
    }

    /// Copies where what is selected is.
    void copyPlace() {
        selectedRow().ifPresent(row -> copies.copyPlace(row.view().get()));
    }

    void pastePlace() {
        copies.pastePlace(outermost());
    }

    /// {@return whether what is selected can become a group}
    boolean canGroup() {
        List<SourceView> all = chosen();
        return all.size() > 1 && all.stream().noneMatch(SourceView::isGroup);
    }

    /// Makes a group of what is selected.
    void group() {
        if (canGroup()) {
            grouped =
                    studio.scenes().group(chosen().stream().map(SourceView::id).toList());
        }
    }

    /// Takes the selected group apart, or the one of what is selected.
    void ungroup() {
        selectedRow().map(row -> row.view().get()).ifPresent(view -> {
            if (view.isGroup()) {
                studio.scenes().ungroup(view.id());
            } else {
                view.group().ifPresent(studio.scenes()::ungroup);
            }
        });
    }

    /// Shows what is selected if it is hidden, and hides it otherwise.
    void toggleShown() {
        selectedRow().ifPresent(row -> {
            boolean show = !row.view().get().visible();
            outermost().forEach(view -> studio.show(view.id(), show));
        });
    }

    /// Keeps the place of what is selected, or lets it go.
    void toggleLocked() {
        selectedRow().ifPresent(row -> {
            boolean lock = !row.view().get().locked();
            outermost().forEach(view -> studio.scenes().lock(view.id(), lock));
        });
    }

    /// Moves what is selected by some rows; up is negative.
    void moveBy(int steps) {
        selectedRow().ifPresent(row -> moveBy(row, steps));
    }

    /// Moves a row by some; up is negative.
    void moveBy(SourceRow row, int steps) {
        int index = rows.indexOf(row) + steps;
        if (index >= 0 && index < rows.size()) {
            studio.move(row.id(), index);
        }
    }

    /// {@return whether what is selected has pages}
    boolean hasPages() {
        return selectedRow()
                .filter(row -> !row.view().get().caption().isEmpty())
                .isPresent();
    }

    /// Turns the pages of what is selected, if it has some.
    void turn(int pages) {
        selectedRow()
                .filter(row -> !row.view().get().caption().isEmpty())
                .ifPresent(row -> studio.turn(row.id(), pages));
    }

    /// Removes what is selected.
    void removeSelected() {
        outermost().forEach(view -> studio.remove(view.id()));
    }

    private Optional<SourceRow> selectedRow() {
        return rows.stream().filter(row -> row.id().equals(selected.get())).findFirst();
    }
}
