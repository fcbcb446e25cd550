/// Surfaces of one colour.
///
/// Start at [ColorDrawing]; [Colors] reads colours.
@NullMarked
package io.rostrum.capture.source.color;

import org.jspecify.annotations.NullMarked;
