package io.rostrum.effects.color;

import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.RowEditor;
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
    private final RowEditor rows = new RowEditor();

    public ColourEffect(ColourMap map) {
        this.map = map;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return map.changes();
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        rows.edit(frame, map::apply);
    }

    /// Nothing but garbage is left.
    @Override
    public void close() {}
}
