/// The kernel's structures, and cameras listed from a kernel that is played by the test.
@NullMarked
package io.rostrum.capture.source.camera.v4l2;

import org.jspecify.annotations.NullMarked;
