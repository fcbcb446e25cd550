/// Cameras through FFmpeg's libavdevice: Video4Linux2, DirectShow, AVFoundation.
///
/// Start at [FfmpegCameraDriver].
@NullMarked
package io.rostrum.capture.ffmpeg.camera;

import org.jspecify.annotations.NullMarked;
