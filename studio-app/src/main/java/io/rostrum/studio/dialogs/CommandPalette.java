package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every command by a few of its letters. JavaFX thread only.
public final class CommandPalette {
    private final Studio studio;
    private final Overlay overlay;

    public CommandPalette(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// @param commands of the window, in the order they are listed before something is typed
    public void open(List<Command> commands) {
        PaletteModel model = new PaletteModel(commands, studio);
        ListView<Command> list = new ListView<>();
        list.setId("palette-list");
        list.getStyleClass().add("rows");
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Row());
        list.setPlaceholder(new Label(tr("Nothing fits. Try fewer letters.")));
        list.setOnMouseClicked(_ -> run(list));
        list.setAccessibleText(tr("Commands"));
        VBox.setVgrow(list, Priority.ALWAYS);

        TextField letters = new TextField();
        letters.setId("palette-letters");
        letters.setPromptText(tr("Find a command, a source, a destination"));
        letters.setAccessibleText(tr("Find a command"));
        letters.setUserData(Overlay.FIRST_FOCUS);
        letters.textProperty().subscribe(text -> {
            list.getItems().setAll(model.find(text));
            list.getSelectionModel().selectFirst();
            list.scrollTo(0);
        });
        letters.addEventFilter(KeyEvent.KEY_PRESSED, key -> key(key, list));

        VBox panel = new VBox(letters, list);
        panel.getStyleClass().addAll("dialog", "palette");
        panel.getStylesheets().add(Styles.sheet());
        panel.setPrefSize(560, 420);
        panel.setMinSize(0, 0);
        overlay.show(panel, tr("Find a command"));
    }

    private void key(KeyEvent key, ListView<Command> list) {
        int selected = list.getSelectionModel().getSelectedIndex();
        switch (key.getCode()) {
            case DOWN -> select(list, selected + 1);
            case UP -> select(list, selected - 1);
            case PAGE_DOWN ->
                select(list, Math.min(selected + 7, list.getItems().size() - 1));
            case PAGE_UP -> select(list, Math.max(selected - 7, 0));
            case ENTER -> run(list);
            default -> {
                return;
            }
        }
        key.consume();
    }

    private static void select(ListView<Command> list, int index) {
        if (index >= 0 && index < list.getItems().size()) {
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - 3));
        }
    }

    private void run(ListView<Command> list) {
        Command command = list.getSelectionModel().getSelectedItem();
        if (command != null) {
            overlay.close();
            command.action().run();
        }
    }

    private static final class Row extends ListCell<Command> {
        private final Label name = Texts.line("");
        private final Label detail = Texts.line("", "hint");
        private final Label keys = new Label();
        private final HBox row = new HBox(name, detail, DialogFrame.spring(), keys);

        Row() {
            row.getStyleClass().add("spaced");
            row.setAlignment(Pos.CENTER_LEFT);
            keys.getStyleClass().add("cap");
            keys.setMinWidth(USE_PREF_SIZE);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                setText(null);
                return;
            }
            name.setText(command.name());
            detail.setText(command.detail());
            keys.setText(command.keys());
            keys.setVisible(!command.keys().isEmpty());
            setText(command.name());
            setGraphic(row);
        }
    }
}
