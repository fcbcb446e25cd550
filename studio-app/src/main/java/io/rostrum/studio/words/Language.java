package io.rostrum.studio.words;

import java.util.Locale;

/// In which language the window speaks.
public enum Language {
    /// That of the computer, where there is a catalogue of it; English elsewhere.
    SYSTEM,
    ENGLISH,
    GERMAN;

    /// {@return the language itself: never [#SYSTEM]}
    ///
    /// @param computer what the computer speaks
    Language on(Locale computer) {
        if (this != SYSTEM) {
            return this;
        }
        return computer.getLanguage().equals(Locale.GERMAN.getLanguage()) ? GERMAN : ENGLISH;
    }
}
