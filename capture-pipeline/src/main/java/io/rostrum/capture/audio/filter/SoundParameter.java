package io.rostrum.capture.audio.filter;

/// One number that a filter of sound is set by.
///
/// @param key      as it is written: `threshold`
/// @param name     as people call it: `Threshold`
/// @param unit     `dB`, `ms` or `:1`
/// @param least    smallest value
/// @param most     largest value
/// @param standard what it is when nothing was said
/// @param step     of a control for it
public record SoundParameter(
        String key, String name, String unit, double least, double most, double standard, double step) {}
