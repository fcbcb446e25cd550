package io.rostrum.effects.filter;

/// What one filter of a chain costs now.
///
/// @param name   as on the command line
/// @param millis a frame, a moving average over about a second
/// @param active false when the filter failed; a blur then covers the whole picture
public record FilterCost(String name, double millis, boolean active) {}
