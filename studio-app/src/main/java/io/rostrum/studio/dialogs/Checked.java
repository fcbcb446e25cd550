package io.rostrum.studio.dialogs;

/// What was typed, understood or not.
///
/// @param <T> what it should be
sealed interface Checked<T> {
    /// @param value what it says
    record Fine<T>(T value) implements Checked<T> {}

    /// @param why a sentence that says what is expected
    record Wrong<T>(String why) implements Checked<T> {}
}
