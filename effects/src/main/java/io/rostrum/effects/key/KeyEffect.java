package io.rostrum.effects.key;

import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Makes pixels transparent by what they are.
///
/// It works with the processor in the machine's memory, whatever the others of its chain work on: what becomes of
/// a pixel is looked up, which OpenCV has no fast operation for.
///
/// @param <M> the kind of memory of its chain
public final class KeyEffect<M extends Pointer> implements PictureEffect<M> {
    private final KeyTable table;
    private int[] row = new int[0];
    private int[] before = new int[0];

    public KeyEffect(KeySettings settings) {
        table = KeyTable.of(settings);
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return true;
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
                table.key(row);
            } else {
                System.arraycopy(row, 0, before, 0, row.length);
                PixelRows.straighten(row);
                table.key(row);
                PixelRows.fade(row, before);
            }
            rows.put(y, row);
        }
    }

    @Override
    public boolean makesTransparent() {
        return true;
    }

    /// Nothing but garbage is left.
    @Override
    public void close() {}
}
