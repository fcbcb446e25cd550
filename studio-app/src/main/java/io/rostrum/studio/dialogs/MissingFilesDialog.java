package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.LibraryDesk;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/// The files that sources and filters speak of and that are not there, and where they are now. JavaFX thread only.
public final class MissingFilesDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 440;

    private final LibraryDesk library;
    private final Overlay overlay;
    private final VBox lines = new VBox();
    private final Label result = Texts.small("");

    public MissingFilesDialog(LibraryDesk library, Overlay overlay) {
        this.library = library;
        this.overlay = overlay;
        lines.getStyleClass().addAll("fields", "scrolled-content");
        lines.setId("missing-files");
    }

    /// Opens if files are missing; says otherwise that none are, if that is wanted.
    ///
    /// @param asked whether somebody asked for it
    public void open(boolean asked) {
        look(missing -> {
            if (!missing.isEmpty()) {
                show(missing);
            } else if (asked) {
                overlay.toast(tr("All files are there."), Glyph.CHECK_CIRCLE);
            }
        });
    }

    /// The disk may be slow.
    private void look(java.util.function.Consumer<List<Path>> then) {
        Thread.ofVirtual().name("missing files").start(() -> {
            List<Path> missing = library.missingFiles();
            Platform.runLater(() -> then.accept(missing));
        });
    }

    private void show(List<Path> missing) {
        list(missing);
        ScrollPane scroll = new ScrollPane(lines);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Button search = DialogFrame.plain(tr("Search in a folder…"), this::search);
        search.setId("search-missing");
        overlay.show(
                new DialogFrame(
                                tr("Missing files"),
                                tr(
                                        "These files are not where they were. What they are shown by is kept as it is until they are found."),
                                scroll,
                                WIDTH,
                                HEIGHT)
                        .withButtons(
                                search, result, DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close)),
                tr("Missing files"));
    }

    private void list(List<Path> missing) {
        lines.getChildren().setAll(missing.stream().map(this::line).toList());
        if (missing.isEmpty()) {
            lines.getChildren().add(Texts.wrapped(tr("All files are there.")));
        }
    }

    private HBox line(Path file) {
        Label name = Texts.line(file.toString());
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Button choose = DialogFrame.plain(tr("Choose…"), () -> choose(file));
        choose.setAccessibleText(tr("Choose the file for {0}", file));
        HBox line = new HBox(12, Glyph.WARNING.small(), name, choose);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void choose(Path missing) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Where is {0}?", missing.getFileName()));
        File found = chooser.showOpenDialog(overlay.root().getScene().getWindow());
        if (found != null) {
            library.relink(missing, found.toPath()).thenRun(() -> look(this::list));
        }
    }

    private void search() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(tr("Search in a folder and all that is in it"));
        File folder = chooser.showDialog(overlay.root().getScene().getWindow());
        if (folder != null) {
            searchIn(folder.toPath());
        }
    }

    /// Looks for the files in a folder and all that is in it.
    void searchIn(Path folder) {
        library.relink(folder)
                .thenAccept(found -> Platform.runLater(() -> {
                    result.setText(trn("Found one.", "Found {0}.", found));
                    look(this::list);
                }));
    }
}
