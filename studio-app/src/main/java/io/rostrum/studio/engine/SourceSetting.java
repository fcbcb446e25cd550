package io.rostrum.studio.engine;

/// A source of pictures as it is saved.
///
/// @param name  shown to the user
/// @param input as `--video` names it: `screen:0`, `window:ID`, `camera:ID`, `testcard`, `text:…`,
///              `color:…`, a picture or media file
public record SourceSetting(String name, String input) {}
