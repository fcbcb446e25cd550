/// What is done to a picture as a whole: it is sharpened, cut, masked, moved or held back.
///
/// Start at [FrameSettings].
@NullMarked
package io.rostrum.effects.frame;

import org.jspecify.annotations.NullMarked;
