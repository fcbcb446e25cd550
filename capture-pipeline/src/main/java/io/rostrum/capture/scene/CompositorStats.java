package io.rostrum.capture.scene;

/// What the compositor has done since it began.
///
/// @param ticks         programme pictures due
/// @param frames        programme pictures given away
/// @param skippedLate   ticks left out because the machine was too busy to compose them in time
/// @param droppedFull   pictures the encoder had no room for
/// @param repeated      ticks at which the front source had nothing new
/// @param renderMillis  time to compose and filter one picture, mean of the last second or so
/// @param filterMillis  the filters' part of it
/// @param thinned       ticks left out by the governor of load, which halves the rate when nothing else helps
public record CompositorStats(
        long ticks,
        long frames,
        long skippedLate,
        long droppedFull,
        long repeated,
        double renderMillis,
        double filterMillis,
        long thinned) {}
