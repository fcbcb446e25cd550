/// Pictures from the capture devices of FFmpeg's libavdevice: the screens of Windows and macOS.
///
/// Start at [GrabSource].
@NullMarked
package io.rostrum.capture.ffmpeg.grab;

import org.jspecify.annotations.NullMarked;
