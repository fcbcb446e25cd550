/// A picture follows who is in it, as if somebody held the camera.
///
/// Start at [FramingEffect].
@NullMarked
package io.rostrum.effects.framing;

import org.jspecify.annotations.NullMarked;
