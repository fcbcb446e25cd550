package io.rostrum.effects.color;

import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Changes the colours of each picture.
///
/// It works with the processor in the machine's memory, whatever the others of its chain work on: what becomes of
/// a colour is looked up, which OpenCV has no fast operation for.
///
/// @param <M> the kind of memory of its chain
public final class ColourEffect<M extends Pointer> implements PictureEffect<M> {
    private final ColourMap map;
    private int[] row = new int[0];
    private int[] before = new int[0];

    public ColourEffect(ColourMap map) {
        this.map = map;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return map.changes();
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        if (row.length != frame.width()) {
            row = new int[frame.width()];
            before = new int[frame.width()];
        }
        PixelRows rows = new PixelRows(frame);
        for (int y = 0; y < frame.height(); y++) {
            rows.get(y, row);
            if (frame.opaque()) {
                map.apply(row);
            } else {
                System.arraycopy(row, 0, before, 0, row.length);
                PixelRows.straighten(row);
                map.apply(row);
                PixelRows.fade(row, before);
            }
            rows.put(y, row);
        }
    }

    /// Nothing but garbage is left.
    @Override
    public void close() {}
}
