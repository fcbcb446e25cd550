package io.rostrum.studio.engine;

/// A channel of sound as it is saved.
///
/// @param name  shown to the user
/// @param input as `--audio` names it: `device`, `device:ID`, `desktop`, `testcard`, `tone` or a media file
public record ChannelSetting(String name, String input) {}
