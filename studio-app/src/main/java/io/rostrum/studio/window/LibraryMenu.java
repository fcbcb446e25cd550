package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.Command;
import io.rostrum.studio.dialogs.LibraryQuestion;
import io.rostrum.studio.dialogs.MissingFilesDialog;
import io.rostrum.studio.dialogs.NameDialog;
import io.rostrum.studio.engine.LibraryDesk;
import io.rostrum.studio.engine.LibraryDesk.Names;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;

/// The scene collection and the profile in use, and what can be done with them.
final class LibraryMenu extends MenuButton {
    private static final double WIDEST = 220;

    private final LibraryDesk library;
    private final Overlay overlay;
    private final Menu collections = new Menu(tr("Scene collection"), Glyph.SOURCES.small());
    private final Menu profiles = new Menu(tr("Profile"), Glyph.DESTINATIONS.small());
    private final Menu imports = new Menu(tr("Import"), Glyph.OPEN.small());

    LibraryMenu(LibraryDesk library, Overlay overlay) {
        this.library = library;
        this.overlay = overlay;
        setId("library");
        getStyleClass().add("bare");
        setMaxWidth(WIDEST);
        setMinWidth(0);
        imports.getItems()
                .setAll(
                        item(
                                tr("A file of Rostrum…"),
                                Glyph.OPEN,
                                () -> importFile(tr("Import a scene collection or profile"))),
                        item(
                                tr("From OBS Studio…"),
                                Glyph.OPEN,
                                () -> importFile(tr("Import a scene collection of OBS Studio"))));
        getItems().setAll(collections, profiles, imports, missing());
        setOnShowing(_ -> offer());
        update();
    }

    private MenuItem missing() {
        return item(tr("Missing files…"), Glyph.WARNING, () -> new MissingFilesDialog(library, overlay).open(true));
    }

    /// Says which files are missing, if some are.
    void lookForFiles() {
        new MissingFilesDialog(library, overlay).open(/* asked= */ false);
    }

    /// Shows what is in use.
    void update() {
        String collection = library.names(Shelf.COLLECTION).inUse();
        String profile = library.names(Shelf.PROFILE).inUse();
        Controls.text(this, collection.equals(profile) ? collection : collection + " · " + profile);
        String words = tr("Scene collection {0}, profile {1}", collection, profile);
        if (!words.equals(getAccessibleText())) {
            setAccessibleText(words);
            offer();
        }
    }

    private void offer() {
        offer(Shelf.COLLECTION, collections);
        offer(Shelf.PROFILE, profiles);
    }

    private void offer(Shelf shelf, Menu menu) {
        Names names = library.names(shelf);
        List<MenuItem> items = new ArrayList<>();
        for (String name : names.all()) {
            RadioMenuItem item = new RadioMenuItem(name);
            item.setMnemonicParsing(false);
            item.setSelected(name.equals(names.inUse()));
            item.setOnAction(_ -> use(shelf, name));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        items.add(item(
                tr("New…"),
                Glyph.ADD,
                () -> new NameDialog(overlay)
                        .open(
                                collections(shelf) ? tr("New scene collection") : tr("New profile"),
                                "",
                                tr("Create"),
                                name -> library.create(shelf, name))));
        items.add(item(
                tr("Duplicate…"),
                Glyph.COPY,
                () -> new NameDialog(overlay)
                        .open(
                                collections(shelf) ? tr("Duplicate the scene collection") : tr("Duplicate the profile"),
                                tr("{0} copy", names.inUse()),
                                tr("Duplicate"),
                                name -> library.duplicate(shelf, name))));
        items.add(item(
                tr("Rename…"),
                Glyph.RENAME,
                () -> new NameDialog(overlay)
                        .open(
                                collections(shelf) ? tr("Rename the scene collection") : tr("Rename the profile"),
                                names.inUse(),
                                tr("Rename"),
                                name -> library.rename(shelf, name))));
        MenuItem remove = item(tr("Remove…"), Glyph.DELETE, () -> new LibraryQuestion(library, overlay).remove(shelf));
        remove.setDisable(names.all().size() < 2);
        items.add(remove);
        items.add(item(tr("Export…"), Glyph.SHARE, () -> export(shelf)));
        menu.getItems().setAll(items);
    }

    /// {@return what the palette can do of it}
    List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        for (Shelf shelf : Shelf.values()) {
            Names names = library.names(shelf);
            for (String name : names.all()) {
                if (!name.equals(names.inUse())) {
                    commands.add(new Command(
                            collections(shelf)
                                    ? tr("Use the scene collection “{0}”", name)
                                    : tr("Use the profile “{0}”", name),
                            "",
                            "",
                            () -> use(shelf, name)));
                }
            }
        }
        commands.add(
                new Command(tr("Missing files"), "", "", () -> new MissingFilesDialog(library, overlay).open(true)));
        return commands;
    }

    private static MenuItem item(String words, Glyph glyph, Runnable action) {
        MenuItem item = new MenuItem(words, glyph.small());
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static boolean collections(Shelf shelf) {
        return shelf == Shelf.COLLECTION;
    }

    private void use(Shelf shelf, String name) {
        say(
                library.use(shelf, name),
                collections(shelf)
                        ? tr("Using the scene collection “{0}”.", name)
                        : tr("Using the profile “{0}”.", name),
                () -> {
                    offer();
                    lookForFiles();
                });
    }

    private void say(CompletableFuture<Void> done, String words, Runnable then) {
        done.whenComplete((_, trouble) -> Platform.runLater(() -> {
            if (trouble == null) {
                overlay.toast(words, Glyph.CHECK_CIRCLE);
            } else {
                overlay.toast(String.valueOf(trouble.getMessage()), Glyph.WARNING);
            }
            then.run();
        }));
    }

    private void export(Shelf shelf) {
        FileChooser chooser =
                chooser(collections(shelf) ? tr("Export the scene collection") : tr("Export the profile"));
        chooser.setInitialFileName(library.names(shelf).inUse().replaceAll("[^\\p{L}\\p{N} ._-]", "-") + ".json");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            say(
                    library.exportTo(shelf, file.toPath()),
                    tr("Exported as {0}, without stream keys.", file.getName()),
                    () -> {});
        }
    }

    private static FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters()
                .setAll(List.of(new ExtensionFilter(tr("Scene collections and profiles"), "*.json")));
        return chooser;
    }

    private void importFile(String title) {
        File file = chooser(title).showOpenDialog(getScene().getWindow());
        if (file != null) {
            library.importFrom(file.toPath())
                    .whenComplete((imported, trouble) -> Platform.runLater(() -> {
                        if (trouble == null) {
                            new LibraryQuestion(library, overlay).say(imported, this::lookForFiles);
                        } else {
                            overlay.toast(String.valueOf(trouble.getMessage()), Glyph.WARNING);
                        }
                    }));
        }
    }
}
