/// Time as a source: a clock, and what counts down.
///
/// Start at [ClockDrawing] and [CountdownDrawing].
@NullMarked
package io.rostrum.capture.source.time;

import org.jspecify.annotations.NullMarked;
