package io.rostrum.studio.window;

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
    private static final ExtensionFilter JSON = new ExtensionFilter("Scene collections and profiles", "*.json");

    private final LibraryDesk library;
    private final Overlay overlay;
    private final Menu collections = new Menu("Scene collection", Glyph.SOURCES.small());
    private final Menu profiles = new Menu("Profile", Glyph.DESTINATIONS.small());
    private final Menu imports = new Menu("Import", Glyph.OPEN.small());

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
                                "A file of Rostrum…",
                                Glyph.OPEN,
                                () -> importFile("Import a scene collection or profile")),
                        item(
                                "From OBS Studio…",
                                Glyph.OPEN,
                                () -> importFile("Import a scene collection of OBS Studio")));
        getItems().setAll(collections, profiles, imports, missing());
        setOnShowing(_ -> offer());
        update();
    }

    private MenuItem missing() {
        return item("Missing files…", Glyph.WARNING, () -> new MissingFilesDialog(library, overlay).open(true));
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
        String words = "Scene collection " + collection + ", profile " + profile;
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
        items.add(item("New…", Glyph.ADD, () -> ask(shelf, "New ", "", "Create")));
        items.add(item(
                "Duplicate…", Glyph.COPY, () -> ask(shelf, "Duplicate the ", names.inUse() + " copy", "Duplicate")));
        items.add(item("Rename…", Glyph.RENAME, () -> ask(shelf, "Rename the ", names.inUse(), "Rename")));
        MenuItem remove = item("Remove…", Glyph.DELETE, () -> new LibraryQuestion(library, overlay).remove(shelf));
        remove.setDisable(names.all().size() < 2);
        items.add(remove);
        items.add(item("Export…", Glyph.SHARE, () -> export(shelf)));
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
                            "Use the " + shelf.words() + " “" + name + "”", "", "", () -> use(shelf, name)));
                }
            }
        }
        commands.add(new Command("Missing files", "", "", () -> new MissingFilesDialog(library, overlay).open(true)));
        return commands;
    }

    private static MenuItem item(String words, Glyph glyph, Runnable action) {
        MenuItem item = new MenuItem(words, glyph.small());
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void ask(Shelf shelf, String title, String first, String button) {
        new NameDialog(overlay).open(title + shelf.words(), first, button, name -> switch (button) {
            case "Create" -> library.create(shelf, name);
            case "Duplicate" -> library.duplicate(shelf, name);
            default -> library.rename(shelf, name);
        });
    }

    private void use(Shelf shelf, String name) {
        say(library.use(shelf, name), "Using the " + shelf.words() + " “" + name + "”.", () -> {
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
        FileChooser chooser = chooser("Export the " + shelf.words());
        chooser.setInitialFileName(library.names(shelf).inUse().replaceAll("[^\\p{L}\\p{N} ._-]", "-") + ".json");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            say(
                    library.exportTo(shelf, file.toPath()),
                    "Exported as " + file.getName() + ", without stream keys.",
                    () -> {});
        }
    }

    private static FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(List.of(JSON));
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
