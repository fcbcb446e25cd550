package io.rostrum.capture.scene;

import io.rostrum.effects.picture.PictureSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A scene that somebody looks at beside the programme: a small one of a multiview, a projector. It is
/// drawn in the
/// size in which it is seen, in what is left of a tick when the programme has been handed on, and left
/// out where
/// nothing is.
///
/// Any thread says what it shows; the compositor's thread draws it.
public final class SceneMonitor {
    private final ProgrammeSink viewer;
    private final Supplier<Optional<PictureSize>> size;
    private final int mostPerSecond;
    private volatile List<SceneItem> items = List.of();

    /// @param viewer        called on the compositor's thread
    /// @param size          of its pictures; empty while none are wanted. Any thread asks
    /// @param mostPerSecond pictures a second that are enough
    public SceneMonitor(ProgrammeSink viewer, Supplier<Optional<PictureSize>> size, int mostPerSecond) {
        this.viewer = viewer;
        this.size = size;
        this.mostPerSecond = mostPerSecond;
    }

    /// Shows these from the next picture on, the last one on top; their places are those on the
    /// programme's canvas.
    public void scene(List<SceneItem> to) {
        items = List.copyOf(to);
    }

    List<SceneItem> items() {
        return items;
    }

    ProgrammeSink viewer() {
        return viewer;
    }

    Optional<PictureSize> size() {
        return size.get();
    }

    int mostPerSecond() {
        return mostPerSecond;
    }
}
