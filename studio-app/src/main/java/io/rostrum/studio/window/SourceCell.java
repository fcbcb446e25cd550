package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// One row of the list of sources: icon, name or the field to rename it, its health, and whether it is shown.
final class SourceCell extends ListCell<SourceRow> {
    private static final PseudoClass DROP_ABOVE = PseudoClass.getPseudoClass("drop-above");
    private static final PseudoClass MEMBER = PseudoClass.getPseudoClass("member");
    private static final PseudoClass HIDDEN = PseudoClass.getPseudoClass("unseen");

    private final Studio studio;
    private final DataFormat dragged;
    private final FontIcon icon = Glyph.CAMERA.large();
    private final Label name = Controls.line();
    private final Label health = Controls.line("small");
    private final TextField field = new TextField();
    private final FontIcon locked = Glyph.LOCK.small();
    private final ToggleButton shown = Controls.iconToggle(Glyph.VISIBLE, tr("Hide"));
    private final FontIcon shownIcon = Glyph.VISIBLE.small();
    /// Without an icon, so that it leaves room for what is said beside it.
    private final Button open = new Button(tr("Open"));
    private final HBox row;
    private final SourceMenu menu;
    private final ChangeListener<SourceView> onView = (_, _, view) -> show(view);
    private final ChangeListener<Boolean> onRenaming = (_, _, renaming) -> rename(renaming);
    private @Nullable SourceRow bound;

    /// @param panel  that it is in
    /// @param change opens what can be changed of a source
    SourceCell(Studio studio, DataFormat dragged, SourcePanel panel, Consumer<SourceView> change) {
        this.studio = studio;
        this.dragged = dragged;
        getStyleClass().add("source-cell");
        VBox words = new VBox(name, field, health);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        shown.setGraphic(shownIcon);
        shown.getStyleClass().addAll("tight", "plain-toggle");
        shown.setFocusTraversable(false);
        shown.setOnAction(_ -> onRow(of -> studio.show(of.id(), shown.isSelected())));
        row = new HBox(12, icon, words, open, locked, shown);
        open.getStyleClass().add("tight-button");
        open.setMinWidth(USE_PREF_SIZE);
        open.setOnAction(_ -> open());
        row.setAlignment(Pos.CENTER_LEFT);
        field.getStyleClass().add("inline-field");
        Controls.present(field, false);
        field.setOnAction(_ -> endRename(/* keep= */ true));
        field.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                endRename(/* keep= */ false);
            }
        });
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                endRename(/* keep= */ true);
            }
        });
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                onRow(of -> of.renaming().set(true));
            }
        });
        setOnDragDetected(_ -> onRow(this::beginDrag));
        setOnDragOver(this::dragOver);
        setOnDragExited(_ -> pseudoClassStateChanged(DROP_ABOVE, false));
        setOnDragDropped(this::drop);
        setPrefWidth(0);
        menu = new SourceMenu(studio, panel, this::getItem, change);
    }

    private void onRow(Consumer<SourceRow> action) {
        SourceRow of = getItem();
        if (of != null) {
            action.accept(of);
        }
    }

    @Override
    protected void updateItem(@Nullable SourceRow item, boolean empty) {
        super.updateItem(item, empty);
        SourceRow before = bound;
        if (before != item) {
            if (before != null) {
                before.view().removeListener(onView);
                before.renaming().removeListener(onRenaming);
            }
            bound = item;
            if (item != null) {
                item.view().addListener(onView);
                item.renaming().addListener(onRenaming);
            }
        }
        setGraphic(item == null ? null : row);
        setContextMenu(item == null ? null : menu);
        if (item != null) {
            show(item.view().get());
            rename(item.renaming().get());
        } else {
            setAccessibleText(null);
        }
    }

    private void show(SourceView view) {
        SourceRow.glyph(view.input()).becomeLarge(icon);
        Controls.say(name, view.name());
        HealthLine line = HealthLine.of(view.health());
        Controls.say(health, line.text());
        line.tone().on(health);
        Controls.present(health, !line.well());
        Controls.present(open, view.health() instanceof Health.HeldBack);
        open.setAccessibleText(tr("Open {0}", view.name()));
        shown.setSelected(view.visible());
        (view.visible() ? Glyph.VISIBLE : Glyph.HIDDEN).becomeSmall(shownIcon);
        Controls.name(shown, view.visible() ? tr("Hide {0}", view.name()) : tr("Show {0}", view.name()));
        Controls.present(locked, view.locked());
        pseudoClassStateChanged(HIDDEN, !view.visible());
        pseudoClassStateChanged(MEMBER, view.group().isPresent());
        setAccessibleText(String.format(
                Locale.ROOT,
                "%s%s%s%s%s",
                view.name(),
                view.isGroup() ? ", " + tr("group") : view.group().isPresent() ? ", " + tr("in a group") : "",
                view.visible() ? "" : ", " + tr("hidden"),
                view.locked() ? ", " + tr("locked") : "",
                line.well() ? "" : ", " + line.text()));
    }

    private void open() {
        onRow(of -> studio.open(of.id()));
    }

    private void rename(boolean renaming) {
        Controls.present(field, renaming);
        Controls.present(name, !renaming);
        if (renaming) {
            field.setText(name.getText());
            field.requestFocus();
            field.selectAll();
        }
    }

    private void endRename(boolean keep) {
        SourceRow of = bound;
        if (of == null || !of.renaming().get()) {
            return;
        }
        of.renaming().set(false);
        if (keep) {
            studio.rename(of.id(), field.getText().strip());
        }
        if (getListView() != null) {
            getListView().requestFocus();
        }
    }

    private void beginDrag(SourceRow of) {
        Dragboard board = startDragAndDrop(TransferMode.MOVE);
        ClipboardContent content = new ClipboardContent();
        content.put(dragged, of.id());
        board.setContent(content);
        board.setDragView(snapshot(null, null));
    }

    private void dragOver(DragEvent drag) {
        if (drag.getDragboard().hasContent(dragged)) {
            drag.acceptTransferModes(TransferMode.MOVE);
            pseudoClassStateChanged(DROP_ABOVE, getItem() != null);
            drag.consume();
        }
    }

    private void drop(DragEvent drag) {
        if (drag.getDragboard().getContent(dragged) instanceof String id) {
            int size = getListView().getItems().size();
            studio.move(id, getItem() == null ? size - 1 : getIndex());
            drag.setDropCompleted(true);
        }
        drag.consume();
    }
}
