package io.rostrum.server.live;

/// Told to the handlers of a viewer's connection before it is closed because the viewer may watch no
/// more.
///
/// @param why for the log
public record Expelled(String why) {}
