/// A logo, a text or a clock over the picture.
///
/// Start at [WatermarkEffect] and [WatermarkSettings].
@NullMarked
package io.rostrum.effects.watermark;

import org.jspecify.annotations.NullMarked;
