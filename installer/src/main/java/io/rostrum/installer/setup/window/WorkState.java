package io.rostrum.installer.setup.window;

import java.util.List;

/// How far the installation is.
sealed interface WorkState {
    record NotBegun() implements WorkState {}

    /// @param words what is done now
    /// @param done  0 to 1
    record Running(String words, double done, boolean cancelling) implements WorkState {}

    /// @param notes what the user should know, a sentence each
    record Done(List<String> notes) implements WorkState {
        public Done {
            notes = List.copyOf(notes);
        }
    }

    /// All is as it was before.
    record Failed(String words) implements WorkState {}
}
