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

/// The files and folders of a slideshow or a playlist, a line each.
final class FilesField extends VBox {
    private static final String BAR = "|";

    private static final List<String> PICTURES = List.of("*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp");
    private static final List<String> FILMS = List.of(
            "*.mp4", "*.m4v", "*.mov", "*.mkv", "*.webm", "*.avi", "*.flv", "*.ts", "*.mpg", "*.mpeg", "*.wmv", "*.mp3",
            "*.m4a", "*.aac", "*.wav", "*.flac", "*.ogg", "*.opus");

    private final TextArea list = new TextArea();

    /// @param label   what they are
    /// @param endings of the files that are offered
    /// @param changed told each time something is
    private FilesField(DrawnDraft draft, String label, List<String> endings, Runnable changed) {
        list.setId("drawn-body");
        list.setUserData(Overlay.FIRST_FOCUS);
        list.setPrefRowCount(4);
        list.setText(draft.spec().body().replace(BAR, "\n"));
        list.textProperty().addListener((_, _, _) -> changed.run());
        Button folder = DialogFrame.plain(tr("Add a folder…"), this::addFolder);
        folder.setGraphic(Glyph.FOLDER.small());
        Button files =
                DialogFrame.plain(tr("Add files…"), () -> addFiles(new FileChooser.ExtensionFilter(label, endings)));
        files.setGraphic(Glyph.ADD.small());
        HBox buttons = new HBox(folder, files);
        buttons.getStyleClass().add("joined");
        Field field =
                draft.body(new Field(label, list, tr("Files and folders, a line each.")), this::entries, () -> true);
        getStyleClass().add("fields");
        getChildren().addAll(field, buttons);
    }

    /// {@return those of a slideshow}
    ///
    /// @param changed told each time something is
    static FilesField ofPictures(DrawnDraft draft, Runnable changed) {
        return new FilesField(draft, tr("Pictures"), PICTURES, changed);
    }

    /// {@return those of a playlist}
    ///
    /// @param changed told each time something is
    static FilesField ofFilms(DrawnDraft draft, Runnable changed) {
        return new FilesField(draft, tr("Films and music"), FILMS, changed);
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
        chooser.setTitle(tr("Choose a folder"));
        Optional.ofNullable(chooser.showDialog(getScene().getWindow())).ifPresent(folder -> add(List.of(folder)));
    }

    private void addFiles(FileChooser.ExtensionFilter kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Choose files"));
        chooser.getExtensionFilters().add(kinds);
        Optional.ofNullable(chooser.showOpenMultipleDialog(getScene().getWindow()))
                .ifPresent(this::add);
    }
}
