/// The contract of the encoders.
///
/// Start at [VideoEncoder] and [AudioEncoder]; [VideoSettings] says what is wanted, [VideoEncoders] what
/// there is, [EncoderChoice] which of them is next.
@NullMarked
package io.rostrum.capture.encode;

import org.jspecify.annotations.NullMarked;
