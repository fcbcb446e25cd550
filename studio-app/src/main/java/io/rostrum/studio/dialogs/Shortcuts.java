package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import java.util.Arrays;
import java.util.List;

/// Every key of the window: what it does and where it stands in the list of keys.
///
/// The window makes its accelerators of it and [KeyHelp] shows it, so that neither can know another.
public enum Shortcuts {
    GO_LIVE(Group.BROADCAST, "Shortcut+Enter", mark("Go live, or end the broadcast")),
    RECORD(Group.BROADCAST, "Shortcut+R", mark("Start or stop recording")),
    PAUSE(Group.BROADCAST, "Shortcut+Shift+P", mark("Pause the recording, or go on with it")),
    REPLAY(Group.BROADCAST, "Shortcut+Shift+R", mark("Start or stop the replay buffer")),
    SAVE_REPLAY(Group.BROADCAST, "Shortcut+Shift+S", mark("Save the replay: the last seconds")),
    SHARE(Group.BROADCAST, "Shortcut+L", mark("Share the watch page")),
    ADD_DESTINATION(Group.BROADCAST, "Shortcut+D", mark("Add a destination")),

    TAKE(Group.SCENES, "Space", mark("Take: go over to the next scene")),
    SCENE(Group.SCENES, "1", mark("Show the first scene; 2 to 9 show the others")),
    STUDIO_MODE(Group.SCENES, "S", mark("Studio mode: prepare the next scene beside the programme")),
    CANVAS(Group.SCENES, "V", mark("Show and edit the vertical canvas, or the programme")),
    ADD_SCENE(Group.SCENES, "Shortcut+Shift+N", mark("Add a scene")),

    ADD_SOURCE(Group.SOURCES, "Shortcut+N", mark("Add a source")),
    SHOW_SOURCE(Group.SOURCES, "H", mark("Show or hide the selected source")),
    LOCK(Group.SOURCES, "L", mark("Keep the place of the selected source, or let it go")),
    MOVE_UP(Group.SOURCES, "Alt+Up", mark("Move the selected source up")),
    MOVE_DOWN(Group.SOURCES, "Alt+Down", mark("Move the selected source down")),
    GROUP(Group.SOURCES, "Shortcut+G", mark("Make a group of the selected sources")),
    UNGROUP(Group.SOURCES, "Shortcut+Shift+G", mark("Take the selected group apart")),
    COPY(Group.SOURCES, "Shortcut+C", mark("Copy the selected sources")),
    PASTE(Group.SOURCES, "Shortcut+V", mark("Show the copied sources in this scene, too")),
    COPY_FILTERS(Group.SOURCES, "Shortcut+Shift+C", mark("Copy the filters of what is selected")),
    PASTE_FILTERS(Group.SOURCES, "Shortcut+Shift+V", mark("Add the copied filters to what is selected")),
    COPY_PLACE(Group.SOURCES, "Shortcut+Alt+C", mark("Copy where the selected source is")),
    PASTE_PLACE(Group.SOURCES, "Shortcut+Alt+V", mark("Put the selected sources where the copied one is")),
    NEXT_PAGE(Group.SOURCES, "Page Down", mark("Next page of the selected source; a film goes on ten seconds")),
    PREVIOUS_PAGE(Group.SOURCES, "Page Up", mark("Previous page of the selected source; a film goes back ten seconds")),
    RENAME(Group.SOURCES, "F2", mark("Rename what is selected")),
    REMOVE(Group.SOURCES, "Delete", mark("Remove what is selected")),
    COMPARE(Group.SOURCES, "C", mark("Compare with the picture without filters")),

    MUTE(Group.SOUND, "M", mark("Mute or unmute the selected channel")),
    TALK(Group.SOUND, "T", mark("Push to talk: the selected channel is heard while it is held")),

    UNDO(Group.WINDOW, "Shortcut+Z", mark("Take the last change of scenes and sources back")),
    REDO(Group.WINDOW, "Shortcut+Shift+Z", mark("Do again what was taken back")),
    CHAT(Group.WINDOW, "Shortcut+T", mark("Open or close the chat")),
    VIEWERS(Group.WINDOW, "Shortcut+Shift+T", mark("Open or close the viewers")),
    PALETTE(Group.WINDOW, "Shortcut+K", mark("Find any command")),
    SETTINGS(Group.WINDOW, "Shortcut+Comma", mark("Settings")),
    KEYS(Group.WINDOW, "F1", mark("Show all keys; ? does the same")),
    QUIT(Group.WINDOW, "Shortcut+Q", mark("Quit"));

    /// A heading in the list of keys.
    public enum Group {
        BROADCAST(mark("Broadcast")),
        SCENES(mark("Scenes")),
        SOURCES(mark("Sources")),
        SOUND(mark("Sound")),
        WINDOW(mark("Window"));

        private final String label;

        Group(String label) {
            this.label = label;
        }

        /// {@return the heading}
        public String label() {
            return label;
        }

        /// {@return the keys under this heading, in order}
        public List<Shortcuts> keys() {
            return Arrays.stream(Shortcuts.values())
                    .filter(key -> key.group == this)
                    .toList();
        }
    }

    private final Group group;
    private final String combination;
    private final String what;

    Shortcuts(Group group, String combination, String what) {
        this.group = group;
        this.combination = combination;
        this.what = what;
    }

    public Group group() {
        return group;
    }

    /// {@return as JavaFX's `KeyCombination.valueOf` reads it; `Shortcut` is Ctrl, and Command on a Mac}
    public String combination() {
        return combination;
    }

    /// {@return what it does, in words}
    public String what() {
        return what;
    }

    /// {@return whether users may give it other keys; the scenes have the digits}
    public boolean changes() {
        return this != SCENE;
    }

    /// {@return the keys one after the other, as they are written on the keyboard: `Ctrl`, `Enter`}
    ///
    /// @param mac whether the keyboard has a Command key
    public List<String> caps(boolean mac) {
        return caps(combination, mac);
    }

    /// {@return the keys of a combination one after the other, as they are written on the keyboard}
    ///
    /// @param mac whether the keyboard has a Command key
    static List<String> caps(String combination, boolean mac) {
        return Arrays.stream(combination.split("\\+", -1))
                .map(key -> switch (key) {
                    case "Shortcut" -> mac ? "⌘" : tr("Ctrl");
                    case "Alt" -> mac ? "⌥" : "Alt";
                    case "Comma" -> ",";
                    case "Up" -> "↑";
                    case "Down" -> "↓";
                    case "Page Down" -> tr("Page ↓");
                    case "Page Up" -> tr("Page ↑");
                    case "Space" -> tr("Space");
                    case "Shift" -> tr("Shift");
                    case "Enter" -> tr("Enter");
                    case "Delete" -> tr("Delete");
                    default -> key;
                })
                .toList();
    }

    /// {@return [#caps] in one text, for a tooltip or a menu: `Ctrl+Enter`}
    ///
    /// @param mac whether the keyboard has a Command key
    public String text(boolean mac) {
        return String.join(mac ? "" : "+", caps(mac));
    }
}
