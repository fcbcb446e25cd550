package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/// Lets the user choose the file of a filter, or of a transition.
final class FileChoice {
    private static final List<String> PICTURES = List.of("*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp");
    private static final List<String> LUTS = List.of("*.cube", "*.CUBE", "*.png");

    private static final List<String> FILMS = List.of("*.webm", "*.mov", "*.mkv", "*.mp4", "*.avi", "*.gif", "*.apng");

    private final Window owner;

    /// @param owner the window it is asked over
    FileChoice(Window owner) {
        this.owner = owner;
    }

    /// {@return a picture, or nothing when the user thought better of it}
    Optional<Path> picture() {
        return choose(tr("Choose a picture"), new ExtensionFilter(tr("Pictures"), PICTURES));
    }

    /// {@return a film, or nothing when the user thought better of it}
    Optional<Path> film() {
        return choose(tr("Choose a film"), new ExtensionFilter(tr("Films"), FILMS));
    }

    /// {@return a table of colours, or nothing when the user thought better of it}
    Optional<Path> colourLook() {
        return choose(tr("Choose a colour look"), new ExtensionFilter(tr("Colour looks"), LUTS));
    }

    private Optional<Path> choose(String title, ExtensionFilter files) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(List.of(files));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }
}
