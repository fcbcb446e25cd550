/// Where pictures are worked on: in memory by the processor, or on an OpenCL device; one set of operations for both.
///
/// Start at [ImageMath] and [ComputePath].
@NullMarked
package io.rostrum.effects.gpu;

import org.jspecify.annotations.NullMarked;
