package io.rostrum.effects.key;

import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.RowEditor;
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
    private final RowEditor rows = new RowEditor();

    public KeyEffect(KeySettings settings) {
        table = KeyTable.of(settings);
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return true;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        rows.edit(frame, table::key);
    }

    @Override
    public boolean makesTransparent() {
        return true;
    }

    /// Nothing but garbage is left.
    @Override
    public void close() {}
}
