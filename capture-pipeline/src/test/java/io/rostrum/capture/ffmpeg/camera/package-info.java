/// The adapter to libavdevice through real libav, with inputs that stand for a camera.
@NullMarked
package io.rostrum.capture.ffmpeg.camera;

import org.jspecify.annotations.NullMarked;
