/// How loud it is.
///
/// Start at [io.rostrum.capture.audio.meter.AudioLevel].
@NullMarked
package io.rostrum.capture.audio.meter;

import org.jspecify.annotations.NullMarked;
