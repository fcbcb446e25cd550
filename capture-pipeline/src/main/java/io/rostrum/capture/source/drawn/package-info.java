/// Sources that are drawn here, in the size they are shown in, and can be changed while they are shown: a colour, a
/// text,
/// a clock.
///
/// Start at [Drawing] and [LiveDrawing].
@NullMarked
package io.rostrum.capture.source.drawn;

import org.jspecify.annotations.NullMarked;
