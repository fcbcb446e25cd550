package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/// The pictures and folders of a slideshow, a line each.
final class SlideshowFields extends VBox {
    private static final String BAR = "|";

    private final TextArea list = new TextArea();

    /// @param changed told each time something is
    SlideshowFields(DrawnDraft draft, Runnable changed) {
        list.setId("drawn-body");
        list.setUserData(Overlay.FIRST_FOCUS);
        list.setPrefRowCount(4);
        list.setText(draft.spec().body().replace(BAR, "\n"));
        list.textProperty().addListener((_, _, _) -> changed.run());
        Button folder = DialogFrame.plain(tr("Add a folder…"), this::addFolder);
        folder.setGraphic(Glyph.FOLDER.small());
        Button pictures = DialogFrame.plain(tr("Add pictures…"), this::addPictures);
        pictures.setGraphic(Glyph.IMAGE.small());
        HBox buttons = new HBox(folder, pictures);
        buttons.getStyleClass().add("joined");
        Field field = draft.body(
                new Field(tr("Pictures"), list, tr("Folders and pictures, a line each.")), this::entries, () -> true);
        getStyleClass().add("fields");
        getChildren().addAll(field, buttons);
    }

    private String entries() {
        return list.getText()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(BAR));
    }

    private void add(List<File> files) {
        list.setText(Stream.concat(list.getText().lines(), files.stream().map(File::getPath))
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n")));
    }

    private void addFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(tr("Choose a folder of pictures"));
        Optional.ofNullable(chooser.showDialog(getScene().getWindow())).ifPresent(folder -> add(List.of(folder)));
    }

    private void addPictures() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Choose pictures"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(tr("Pictures"), "*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp"));
        Optional.ofNullable(chooser.showOpenMultipleDialog(getScene().getWindow()))
                .ifPresent(this::add);
    }
}
