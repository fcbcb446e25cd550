/// Pictures in native memory with counted owners, and the drawing and conversion that every stage needs.
///
/// Start at [VideoFrame] and [FramePool]. Nothing here knows a filter.
@NullMarked
package io.rostrum.effects.picture;

import org.jspecify.annotations.NullMarked;
