/// Cameras: finding them, choosing a format, capturing, and noticing that one was plugged in.
///
/// Start at [CameraDevices] for which cameras there are, and at [CameraSource] for what is captured. [CameraDriver] is
/// what a system, or a substitute in a test, has to provide; discovery of plugging goes through Webcam Capture's
/// interface, behind which [CameraDriver] stands.
@NullMarked
package io.rostrum.capture.source.camera;

import org.jspecify.annotations.NullMarked;
