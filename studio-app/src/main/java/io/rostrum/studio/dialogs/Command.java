package io.rostrum.studio.dialogs;

/// Something that the command palette can do.
///
/// @param name   what it does, in words: `Start recording`
/// @param detail where it belongs or what it concerns; may be empty
/// @param keys   the keys that do the same, as written on the keyboard; may be empty
/// @param action done on the JavaFX thread, after the palette is gone
public record Command(String name, String detail, String keys, Runnable action) {}
