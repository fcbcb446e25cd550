package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.LibraryDesk;
import io.rostrum.studio.engine.LibraryDesk.Imported;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// What is asked and said about scene collections and profiles. JavaFX thread only.
public final class LibraryQuestion {
    private static final double WIDTH = 460;
    private static final double REPORT_WIDTH = 620;
    private static final double REPORT_HEIGHT = 460;

    private final LibraryDesk library;
    private final Overlay overlay;

    public LibraryQuestion(LibraryDesk library, Overlay overlay) {
        this.library = library;
        this.overlay = overlay;
    }

    /// Asks before the one in use is removed.
    public void remove(Shelf shelf) {
        String name = library.names(shelf).inUse();
        VBox content = new VBox(Texts.wrapped(
                switch (shelf) {
                    case COLLECTION ->
                        tr("Its scenes and sources are removed, and another collection is used in its place.");
                    case PROFILE ->
                        tr("Its destinations and their keys are forgotten, and another profile is used in its place.");
                }));
        content.getStyleClass().add("dialog-body");
        Button keep = DialogFrame.primary(tr("Keep it"), overlay::close);
        keep.setUserData(Overlay.FIRST_FOCUS);
        Button remove = DialogFrame.plain(tr("Remove"), () -> {
            overlay.close();
            library.remove(shelf, name)
                    .whenComplete((_, trouble) -> Platform.runLater(() -> {
                        if (trouble == null) {
                            overlay.toast(
                                    shelf == Shelf.COLLECTION
                                            ? tr("Removed the scene collection “{0}”.", name)
                                            : tr("Removed the profile “{0}”.", name),
                                    Glyph.DELETE);
                        } else {
                            overlay.toast(String.valueOf(trouble.getMessage()), Glyph.WARNING);
                        }
                    }));
        });
        remove.setId("remove-from-library");
        remove.getStyleClass().add("danger");
        String title = shelf == Shelf.COLLECTION
                ? tr("Remove the scene collection “{0}”?", name)
                : tr("Remove the profile “{0}”?", name);
        overlay.show(
                new DialogFrame(title, "", content, WIDTH, 0).withButtons(DialogFrame.spring(), remove, keep), title);
    }

    /// Says what was brought in, and what could not be.
    ///
    /// @param then run when it has been read
    public void say(Imported imported, Runnable then) {
        String what = imported.shelf() == Shelf.COLLECTION
                ? tr("Imported the scene collection “{0}”", imported.name())
                : tr("Imported the profile “{0}”", imported.name());
        if (imported.left().isEmpty()) {
            overlay.toast(what + ".", Glyph.CHECK_CIRCLE);
            then.run();
            return;
        }
        VBox lines = new VBox();
        lines.getStyleClass().addAll("fields", "scrolled-content");
        lines.setId("import-report");
        lines.getChildren().add(Texts.heading(heading(imported.left())));
        imported.left().forEach(line -> lines.getChildren().add(Texts.wrapped("•  " + line)));
        ScrollPane scroll = new ScrollPane(lines);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        overlay.show(
                new DialogFrame(what, "", scroll, REPORT_WIDTH, REPORT_HEIGHT)
                        .withButtons(DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close)),
                what,
                then);
    }

    private static String heading(List<String> left) {
        return trn("One thing is left for you", "{0} things are left for you", left.size());
    }
}
