package io.rostrum.studio.engine;

/// One filter in a list of filters.
///
/// @param spec    as on the command line: `beauty=0.6`, `blur=background,radius=24`
/// @param enabled whether it is applied
public record FilterSetting(String spec, boolean enabled) {}
