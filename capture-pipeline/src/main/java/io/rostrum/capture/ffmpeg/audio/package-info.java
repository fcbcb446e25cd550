/// Sound through FFmpeg's libraries, in-process: sound cards by libavdevice, AAC by libavcodec, conversion by
/// libswresample.
///
/// Start at [io.rostrum.capture.ffmpeg.audio.AudioDevices] and [io.rostrum.capture.ffmpeg.audio.AacEncoder].
@NullMarked
package io.rostrum.capture.ffmpeg.audio;

import org.jspecify.annotations.NullMarked;
