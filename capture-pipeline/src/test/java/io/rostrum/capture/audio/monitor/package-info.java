/// The monitor on a device that the test plays.
@NullMarked
package io.rostrum.capture.audio.monitor;

import org.jspecify.annotations.NullMarked;
