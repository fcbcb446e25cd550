/// Pictures from the capture devices of FFmpeg's libavdevice: the screens of Windows and macOS, and all cameras.
///
/// Start at [GrabSource], a source of screens, and at [PictureReader], one opened device.
@NullMarked
package io.rostrum.capture.ffmpeg.grab;

import org.jspecify.annotations.NullMarked;
