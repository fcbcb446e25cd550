/// Pictures and pages one after the other as a source.
///
/// Start at [SlideshowDrawing] and [PdfDrawing].
@NullMarked
package io.rostrum.capture.source.slides;

import org.jspecify.annotations.NullMarked;
