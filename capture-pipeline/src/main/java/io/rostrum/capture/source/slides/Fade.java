package io.rostrum.capture.source.slides;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.effects.picture.PictureSize;

/// What is between two slides.
///
/// @param share of the later one, 0 to [#ALL]
record Fade(Slide before, Slide after, int share) implements Drawing.Content {
    static final int ALL = 256;

    private static final int EVERY_OTHER = 0x00FF00FF;

    @Override
    public Drawing.Drawn draw(PictureSize size) throws DeviceException {
        int[] from = before.fitted(size).pixels();
        int[] to = after.fitted(size).pixels();
        DrawnPicture mixed = new DrawnPicture(size);
        int[] pixels = mixed.pixels();
        int rest = ALL - share;
        for (int i = 0; i < pixels.length; i++) {
            int low = ((from[i] & EVERY_OTHER) * rest + (to[i] & EVERY_OTHER) * share) >>> 8 & EVERY_OTHER;
            int high = (from[i] >>> 8 & EVERY_OTHER) * rest + (to[i] >>> 8 & EVERY_OTHER) * share & ~EVERY_OTHER;
            pixels[i] = low | high;
        }
        return new Drawing.Drawn(mixed);
    }
}
