package io.rostrum.studio.dialogs;

/// One thing that can be added.
///
/// @param name   shown to the user
/// @param detail more about it; may be empty
/// @param input  as `--video` or, for sound, `--audio` names it
record Offer(SourceCategory category, String name, String detail, String input) {}
