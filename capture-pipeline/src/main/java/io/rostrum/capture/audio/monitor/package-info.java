/// What the one at the studio hears, and nobody else has to: the output of the mixer's monitor on a device.
///
/// Start at [io.rostrum.capture.audio.monitor.MonitorOutput].
@NullMarked
package io.rostrum.capture.audio.monitor;

import org.jspecify.annotations.NullMarked;
