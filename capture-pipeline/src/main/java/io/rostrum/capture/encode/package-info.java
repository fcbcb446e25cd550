/// The contract of the encoders.
///
/// Start at [VideoEncoder] and [AudioEncoder]; [VideoSettings] says what is wanted, [VideoEncoders] what there is.
@NullMarked
package io.rostrum.capture.encode;

import org.jspecify.annotations.NullMarked;
