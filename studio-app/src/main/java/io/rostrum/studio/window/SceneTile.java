package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.SceneDesk;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.overlay.Glyph;
import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/// One scene in the bar: its number, its name or the field to rename it, and whether it is shown or next.
final class SceneTile extends StackPane {
    /// Style class of the button, which leaves the space bar to Take.
    static final String STYLE = "scene";

    private static final PseudoClass NEXT = PseudoClass.getPseudoClass("next");
    private static final PseudoClass DROP_BEFORE = PseudoClass.getPseudoClass("drop-before");
    private static final PseudoClass DROP_AFTER = PseudoClass.getPseudoClass("drop-after");
    private static final int NUMBERED = 9;

    /// What is dragged in the window.
    ///
    /// @param scene  a scene's id
    /// @param source a source's id
    record Dragged(DataFormat scene, DataFormat source) {}

    private final String id;
    private final SceneDesk desk;
    private final Dragged dragged;
    private final ToggleButton button = new ToggleButton();
    private final Label number = Controls.line("small", "secondary", "numbers");
    private final FontIcon nextIcon = Glyph.TAKE.small();
    private final TextField field = new TextField();
    private final MenuItem left = new MenuItem(tr("Move left"), Glyph.LEFT.small());
    private final MenuItem right = new MenuItem(tr("Move right"), Glyph.RIGHT.small());
    private final MenuItem next = new MenuItem(tr("Take it next"), Glyph.TAKE.small());
    private final MenuItem remove = new MenuItem(tr("Remove"), Glyph.DELETE.small());
    private int index;
    private String name = "";
    private boolean shown;

    /// @param transition opens how this scene is gone over to
    /// @param projectors gives where it can be shown beside the window
    SceneTile(String id, SceneDesk desk, Dragged dragged, Runnable transition, Supplier<List<MenuItem>> projectors) {
        this.id = id;
        this.desk = desk;
        this.dragged = dragged;
        getStyleClass().add("scene-tile");
        button.getStyleClass().add(STYLE);
        number.setMinWidth(Label.USE_PREF_SIZE);
        HBox graphic = new HBox(4, number, nextIcon);
        graphic.setAlignment(Pos.CENTER_LEFT);
        button.setGraphic(graphic);
        button.setOnAction(_ -> {
            button.setSelected(shown);
            desk.show(id);
        });
        button.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                key.consume();
                button.fire();
            }
        });
        button.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                beginRename();
            }
        });
        button.setContextMenu(menu(transition, projectors));
        field.getStyleClass().add("inline-field");
        Controls.present(field, false);
        field.setOnAction(_ -> endRename(/* keep= */ true));
        field.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
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
        button.setOnDragDetected(_ -> beginDrag());
        setOnDragOver(this::dragOver);
        setOnDragExited(_ -> mark(false, false));
        setOnDragDropped(this::drop);
        getChildren().addAll(button, field);
    }

    private ContextMenu menu(Runnable transition, Supplier<List<MenuItem>> projectors) {
        Menu projector = new Menu(tr("Projector"), Glyph.PROJECTOR.small());
        projector.getItems().setAll(projectors.get());
        MenuItem arrival = new MenuItem(tr("Transition to it …"), Glyph.TRANSITION.small());
        arrival.setOnAction(_ -> transition.run());
        MenuItem rename = new MenuItem(tr("Rename"), Glyph.RENAME.small());
        rename.setOnAction(_ -> beginRename());
        MenuItem duplicate = new MenuItem(tr("Duplicate"), Glyph.COPY.small());
        duplicate.setOnAction(_ -> desk.duplicate(id));
        left.setOnAction(_ -> desk.move(id, index - 1));
        right.setOnAction(_ -> desk.move(id, index + 1));
        next.setOnAction(_ -> desk.next(id));
        remove.setOnAction(_ -> desk.remove(id));
        ContextMenu menu = new ContextMenu(
                rename, duplicate, left, right, next, arrival, projector, new SeparatorMenuItem(), remove);
        menu.setOnShowing(_ -> projector.getItems().setAll(projectors.get()));
        return menu;
    }

    /// Brings it up to date.
    ///
    /// @param at    its place among the scenes
    /// @param of    how many there are
    /// @param isOn  whether it is the scene of the programme
    /// @param comes whether it is the one that a take shows
    void update(SceneView view, int at, int of, boolean isOn, boolean comes) {
        index = at;
        name = view.name();
        shown = isOn;
        Controls.text(number, at < NUMBERED ? Integer.toString(at + 1) : "");
        Controls.present(number, at < NUMBERED);
        Controls.present(nextIcon, comes);
        Controls.say(button, name);
        button.setSelected(isOn);
        button.pseudoClassStateChanged(NEXT, comes);
        button.setAccessibleText(
                isOn ? tr("Scene {0}, shown", name) : comes ? tr("Scene {0}, next", name) : tr("Scene {0}", name));
        left.setDisable(at == 0);
        right.setDisable(at == of - 1);
        next.setDisable(isOn || comes);
        remove.setDisable(of == 1);
    }

    boolean isShown() {
        return shown;
    }

    ToggleButton button() {
        return button;
    }

    /// Lets the user write another name.
    void beginRename() {
        field.setText(name);
        field.setAccessibleText(tr("Name of the scene"));
        Controls.present(field, true);
        button.setVisible(false);
        field.requestFocus();
        field.selectAll();
    }

    private void endRename(boolean keep) {
        if (!field.isVisible()) {
            return;
        }
        boolean had = field.isFocused();
        Controls.present(field, false);
        button.setVisible(true);
        if (keep && !field.getText().strip().equals(name)) {
            desk.rename(id, field.getText());
        }
        if (had) {
            button.requestFocus();
        }
    }

    private void beginDrag() {
        Dragboard board = button.startDragAndDrop(TransferMode.MOVE);
        ClipboardContent content = new ClipboardContent();
        content.put(dragged.scene(), id);
        board.setContent(content);
        board.setDragView(button.snapshot(null, null));
    }

    private void mark(boolean before, boolean after) {
        pseudoClassStateChanged(DROP_BEFORE, before);
        pseudoClassStateChanged(DROP_AFTER, after);
    }

    private void dragOver(DragEvent drag) {
        boolean scene = drag.getDragboard().hasContent(dragged.scene());
        if (scene || drag.getDragboard().hasContent(dragged.source())) {
            drag.acceptTransferModes(TransferMode.MOVE);
            boolean firstHalf = drag.getX() < getWidth() / 2;
            mark(!scene || firstHalf, !scene || !firstHalf);
            drag.consume();
        }
    }

    /// A scene is put before or after this one; a source is shown by this one, too.
    private void drop(DragEvent drag) {
        if (drag.getDragboard().getContent(dragged.scene()) instanceof String scene) {
            desk.move(scene, drag.getX() < getWidth() / 2 ? index : index + 1);
            drag.setDropCompleted(true);
        } else if (drag.getDragboard().getContent(dragged.source()) instanceof String source) {
            desk.include(id, source);
            drag.setDropCompleted(true);
        }
        mark(false, false);
        drag.consume();
    }
}
