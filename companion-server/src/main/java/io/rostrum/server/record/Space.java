package io.rostrum.server.record;

import java.util.OptionalLong;

/// What recordings take, and what is left for more; all in bytes.
///
/// @param taken      by all recordings
/// @param quota      most that they may take; zero for no bound
/// @param free       left on their disk; empty while there is no folder of recordings yet
/// @param stopsBelow free bytes below which recordings stop
public record Space(long taken, long quota, OptionalLong free, long stopsBelow) {}
