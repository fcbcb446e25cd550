/// AAC judged by FFmpeg's program, sound cards by a PulseAudio server of the test's own.
@NullMarked
package io.rostrum.capture.ffmpeg.audio;

import org.jspecify.annotations.NullMarked;
