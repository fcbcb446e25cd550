package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.encode.AudioSettings;
import java.util.function.Supplier;

/// What is heard in a broadcast.
///
/// @param source makes the source, not yet started; called again after a loss
public record AudioPart(Supplier<AudioSource> source, AudioSettings settings) {}
