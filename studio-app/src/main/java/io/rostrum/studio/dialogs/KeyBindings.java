package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.WindowSetting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Which keys do what: those of [Shortcuts], and what the user has changed of them. Immutable.
///
/// @param changed by the names of [Shortcuts]; what is none, or no combination of keys, counts for nothing
public record KeyBindings(Map<String, String> changed) {
    public KeyBindings {
        changed = Map.copyOf(changed);
    }

    /// {@return those that the window remembers}
    public static KeyBindings of(WindowSetting window) {
        return new KeyBindings(window.changedKeys());
    }

    /// {@return the keys of something}
    public KeyCombination combination(Shortcuts key) {
        String other = changed.get(key.name());
        if (other != null && key.changes()) {
            try {
                return KeyCombination.valueOf(other);
            } catch (IllegalArgumentException _) {
                // as if nothing had been changed
            }
        }
        return KeyCombination.valueOf(key.combination());
    }

    /// {@return the keys of something one after the other, as they are written on the keyboard}
    ///
    /// @param mac whether the keyboard has a Command key
    public List<String> caps(Shortcuts key, boolean mac) {
        boolean own = combination(key).equals(KeyCombination.valueOf(key.combination()));
        return Shortcuts.caps(own ? key.combination() : combination(key).getName(), mac);
    }

    /// {@return [#caps] in one text}
    ///
    /// @param mac whether the keyboard has a Command key
    public String text(Shortcuts key, boolean mac) {
        return String.join(mac ? "" : "+", caps(key, mac));
    }

    /// {@return whether a key that was let go is the one that something is done with while it is held}
    public boolean released(Shortcuts key, KeyEvent event) {
        return combination(key) instanceof KeyCodeCombination keys && keys.getCode() == event.getCode();
    }

    /// {@return what has these keys already, besides `key`}
    Optional<Shortcuts> holder(KeyCombination keys, Shortcuts key) {
        return Arrays.stream(Shortcuts.values())
                .filter(other -> other != key && combination(other).equals(keys))
                .findFirst();
    }

    /// {@return the same with other keys for something}
    KeyBindings with(Shortcuts key, KeyCombination keys) {
        Map<String, String> more = new LinkedHashMap<>(changed);
        if (keys.equals(KeyCombination.valueOf(key.combination()))) {
            more.remove(key.name());
        } else {
            more.put(key.name(), keys.getName());
        }
        return new KeyBindings(more);
    }

    /// {@return the keys that are pressed; empty while it is a key like Ctrl alone, or one of the digits, which the
    /// scenes have}
    static Optional<KeyCombination> pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        boolean digit = code.isDigitKey() && !event.isShortcutDown() && !event.isAltDown();
        if (code.isModifierKey() || digit || code == KeyCode.UNDEFINED) {
            return Optional.empty();
        }
        return Optional.of(new KeyCodeCombination(
                code,
                event.isShiftDown() ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP,
                KeyCombination.ModifierValue.UP,
                event.isAltDown() ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP,
                KeyCombination.ModifierValue.UP,
                event.isShortcutDown() ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP));
    }
}
