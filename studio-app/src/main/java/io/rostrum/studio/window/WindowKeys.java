package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.Command;
import io.rostrum.studio.dialogs.Shortcuts;
import io.rostrum.studio.engine.WindowSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What the keys of [Shortcuts] do. While something is open over the window, or a text is written,
/// single letters are not for the window.
final class WindowKeys {
    private static final boolean MAC =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");

    /// What is done for as long as keys are held.
    private static final Set<Shortcuts> HELD = Set.of(Shortcuts.COMPARE, Shortcuts.TALK);

    private final StudioWindow window;

    WindowKeys(StudioWindow window) {
        this.window = window;
    }

    /// Listens to keys that nothing within `content` took.
    void listen(Node content) {
        content.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (!isWriting(key) && !isOfDock(key)) {
                shortcut(key).ifPresent(found -> {
                    key.consume();
                    run(found);
                });
            }
        });
        content.addEventFilter(KeyEvent.KEY_TYPED, key -> {
            if (isWriting(key) || isOfDock(key)) {
                return;
            }
            if (key.getCharacter().matches("[1-9]") && !key.isShortcutDown() && !key.isAltDown()) {
                key.consume();
                window.showScene(key.getCharacter().charAt(0) - '1');
            }
            if (key.getCharacter().equals("?")) {
                key.consume();
                window.keyHelp();
            }
        });
        content.addEventHandler(KeyEvent.KEY_RELEASED, key -> {
            if (window.bindings().released(Shortcuts.COMPARE, key)) {
                window.inspector().compare(false);
            }
            if (window.bindings().released(Shortcuts.TALK, key)) {
                window.talk(/* held= */ false);
            }
        });
    }

    /// Lets go of the keys that are held: their release is not heard where something else has the
    /// keyboard.
    void letGo() {
        window.inspector().compare(false);
        window.talk(/* held= */ false);
    }

    /// {@return everything that has keys, for the palette}
    List<Command> commands() {
        return Arrays.stream(Shortcuts.values())
                .filter(key -> !HELD.contains(key) && key != Shortcuts.PALETTE)
                .map(key -> new Command(
                        tr(key.what()),
                        tr(key.group().label()),
                        window.bindings().text(key, MAC),
                        () -> run(key)))
                .toList();
    }

    private static boolean isWriting(KeyEvent key) {
        return key.getTarget() instanceof TextInputControl && !key.isShortcutDown() && key.getCode() != KeyCode.F1;
    }

    /// Where a dock has the keyboard, what deletes and copies is about its messages, and single letters
    /// are for nobody.
    private static boolean isOfDock(KeyEvent key) {
        boolean own = !key.isShortcutDown() || key.getCode() == KeyCode.DELETE || key.getCode() == KeyCode.C;
        return own && key.getCode() != KeyCode.F1 && key.getTarget() instanceof Node node && DockColumn.holds(node);
    }

    private Optional<Shortcuts> shortcut(KeyEvent key) {
        return Arrays.stream(Shortcuts.values())
                .filter(known -> !belongsToControl(known, key))
                .filter(known -> window.bindings().combination(known).match(key))
                .findFirst();
    }

    /// A field takes back its own letters; a button that was reached by the keyboard is pressed by the
    /// space bar, the scenes' own excepted; the page keys are for lists where no source has pages;
    /// digits come as what is typed, wherever they are on the keyboard.
    private boolean belongsToControl(Shortcuts shortcut, KeyEvent key) {
        return switch (shortcut) {
            case UNDO, REDO, COPY, PASTE -> key.getTarget() instanceof TextInputControl;
            case TAKE ->
                (key.getTarget() instanceof ButtonBase || key.getTarget() instanceof ComboBoxBase<?>)
                        && key.getTarget() instanceof Node node
                        && node.isFocusVisible()
                        && !node.getStyleClass().contains(SceneTile.STYLE);
            case SCENE -> true;
            case NEXT_PAGE, PREVIOUS_PAGE -> !window.sources().hasPages();
            default -> false;
        };
    }

    /// A key that is held comes again and again.
    void run(Shortcuts key) {
        switch (key) {
            case GO_LIVE -> window.liveOrEnd();
            case RECORD -> window.toggleRecording();
            case PAUSE -> window.togglePause();
            case REPLAY -> window.toggleReplay();
            case SAVE_REPLAY -> window.saveReplay();
            case SHARE -> window.share();
            case ADD_DESTINATION -> window.editDestination(Optional.empty());
            case TAKE -> window.take();
            case STUDIO_MODE -> window.studioMode();
            case CANVAS -> window.scenes().otherCanvas();
            case SCENE -> window.showScene(0);
            case ADD_SCENE -> window.scenes().add();
            case UNDO -> window.undo();
            case REDO -> window.redo();
            case LOCK -> window.sources().toggleLocked();
            case ADD_SOURCE -> window.addSource();
            case SHOW_SOURCE -> window.sources().toggleShown();
            case MOVE_UP -> window.sources().moveBy(-1);
            case MOVE_DOWN -> window.sources().moveBy(1);
            case GROUP -> window.sources().group();
            case UNGROUP -> window.sources().ungroup();
            case COPY -> window.sources().copy();
            case PASTE -> window.sources().copies().paste();
            case COPY_FILTERS -> window.sources().copyFilters();
            case PASTE_FILTERS -> window.sources().pasteFilters();
            case COPY_PLACE -> window.sources().copyPlace();
            case PASTE_PLACE -> window.sources().pastePlace();
            case NEXT_PAGE -> window.sources().turn(1);
            case PREVIOUS_PAGE -> window.sources().turn(-1);
            case RENAME -> window.renameSelected();
            case REMOVE -> window.removeSelected();
            case COMPARE -> window.inspector().compare(true);
            case MUTE -> window.muteSelected();
            case TALK -> window.talk(/* held= */ true);
            case CHAT -> window.docks().toggle(WindowSetting.Dock.CHAT);
            case VIEWERS -> window.docks().toggle(WindowSetting.Dock.VIEWERS);
            case PALETTE -> window.palette();
            case SETTINGS -> window.settings();
            case KEYS -> window.keyHelp();
            case QUIT -> window.quit();
        }
    }
}
