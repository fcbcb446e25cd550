/// The contract of the encoders.
///
/// Start at [VideoEncoder] and [AudioEncoder].
@NullMarked
package io.rostrum.capture.encode;

import org.jspecify.annotations.NullMarked;
