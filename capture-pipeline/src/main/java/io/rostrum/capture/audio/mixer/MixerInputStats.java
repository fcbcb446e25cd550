package io.rostrum.capture.audio.mixer;

/// What went wrong with one input of the mix, counted since it was added.
///
/// @param underrunFrames frames of silence mixed because nothing was there
/// @param lateFrames     frames that came after their part of the mix was given away
/// @param earlyFrames    frames that came more than 2.7 s too early
/// @param steps          times its clock stepped by more than 20 ms
/// @param corrections    single frames put in or left out against drift
public record MixerInputStats(
        String name, long underrunFrames, long lateFrames, long earlyFrames, long steps, long corrections) {}
