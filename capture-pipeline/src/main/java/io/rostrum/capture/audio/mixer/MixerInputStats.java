package io.rostrum.capture.audio.mixer;

import java.util.Optional;

/// What went wrong with one input of the mix, counted since it was added.
///
/// @param lost           why there is only silence now; empty while the source delivers, or is about to
/// @param underrunFrames frames of silence mixed because nothing was there
/// @param lateFrames     frames that came after their part of the mix was given away
/// @param earlyFrames    frames that came more than 2.7 s too early
/// @param steps          times its clock stepped by more than 20 ms
/// @param corrections    single frames put in or left out against drift
public record MixerInputStats(
        String name,
        Optional<String> lost,
        long underrunFrames,
        long lateFrames,
        long earlyFrames,
        long steps,
        long corrections) {}
