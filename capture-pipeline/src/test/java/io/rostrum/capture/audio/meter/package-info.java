/// Meters against figures of FFmpeg.
@NullMarked
package io.rostrum.capture.audio.meter;

import org.jspecify.annotations.NullMarked;
