/// Texts as sources: any script, in the writing direction it has, and emoji in their colours.
///
/// Start at [TextDrawing] and [TextPainter].
@NullMarked
package io.rostrum.capture.source.text;

import org.jspecify.annotations.NullMarked;
