package io.rostrum.capture.source.text;

import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.effects.picture.PictureSize;
import java.time.Instant;

/// A text that stays as it is.
///
/// @param text lines are parted by line ends
public record TextDrawing(String text, TextStyle style) implements Drawing {
    /// A text that is seen now.
    ///
    /// @param text lines are parted by line ends
    public record Content(String text, TextStyle style) implements Drawing.Content {
        @Override
        public Drawn draw(PictureSize size) {
            return TextPainter.draw(text, style, size);
        }
    }

    @Override
    public Moment at(Instant now) {
        return Moment.always(new Content(text, style));
    }
}
