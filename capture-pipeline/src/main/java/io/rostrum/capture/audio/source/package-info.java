/// Sources of sound that need no native code, and what all sources share: device lists, the clock model of a device,
/// and the retry after a loss.
///
/// Start at [io.rostrum.capture.audio.source.GeneratedAudioSource] and [io.rostrum.capture.audio.source.DeviceClock];
/// sound cards are opened by `io.rostrum.capture.ffmpeg.audio`.
@NullMarked
package io.rostrum.capture.audio.source;

import org.jspecify.annotations.NullMarked;
