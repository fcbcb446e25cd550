/// Cameras of Linux, as the kernel's Video4Linux2 lists them: names, formats, controls.
///
/// Start at [V4l2Cameras]. The structures and request codes are those of `linux/videodev2.h`; the system is called over
/// `java.lang.foreign`.
@NullMarked
package io.rostrum.capture.source.camera.v4l2;

import org.jspecify.annotations.NullMarked;
