/// Cameras without a camera: a substitute behind the same interface, what every driver has to keep, and Webcam
/// Capture's
/// discovery over it.
@NullMarked
package io.rostrum.capture.source.camera;

import org.jspecify.annotations.NullMarked;
