package io.rostrum.effects.picture;

import java.util.function.Consumer;

/// Changes pictures row by row, without their alpha in the way: what is done to a row sees straight colours that are
/// opaque, and the alpha that was there before is put on what it makes. Confined to one thread.
public final class RowEditor {
    private int[] row = new int[0];
    private int[] before = new int[0];

    /// @param frame writable, borrowed
    /// @param each  changes the pixels of a row in place, as [PixelRows] has them
    public void edit(VideoFrame frame, Consumer<int[]> each) {
        if (row.length != frame.width()) {
            row = new int[frame.width()];
            before = new int[frame.width()];
        }
        PixelRows rows = new PixelRows(frame);
        for (int y = 0; y < frame.height(); y++) {
            rows.get(y, row);
            if (frame.opaque()) {
                each.accept(row);
            } else {
                System.arraycopy(row, 0, before, 0, row.length);
                PixelRows.straighten(row);
                each.accept(row);
                PixelRows.fade(row, before);
            }
            rows.put(y, row);
        }
    }
}
