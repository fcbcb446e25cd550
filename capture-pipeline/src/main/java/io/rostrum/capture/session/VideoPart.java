package io.rostrum.capture.session;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is seen in a broadcast.
///
/// @param name     what the source is called in log lines
/// @param source   makes the source, not yet started, with the session's memory for pictures; called again after a loss
/// @param filters  makes the programme's filter chain, on the thread that then uses and closes it
/// @param encoder  `auto` or a name of [io.rostrum.capture.encode.VideoEncoders#names()], which is the first one
/// used
/// @param settings size, rate and bit rate of the programme
public record VideoPart(
        String name,
        Function<FramePool, Source> source,
        Supplier<? extends VideoFilter> filters,
        String encoder,
        VideoSettings settings) {}
