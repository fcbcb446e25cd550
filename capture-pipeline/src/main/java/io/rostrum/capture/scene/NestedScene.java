package io.rostrum.capture.scene;

import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.VideoFrame;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scene that others show as if it were a source: it is drawn once a tick into a picture of the first
/// canvas' size, clear where none of its items is, whatever number of scenes show it, and only when
/// something in it is new.
///
/// Any thread says what it shows; the compositor's thread draws it.
public final class NestedScene extends ItemPicture implements AutoCloseable {
    private final ShownFrame shown;
    private volatile List<SceneItem> items = List.of();
    private List<SceneItem> drawn = List.of();
    /// Of each of them, when it was drawn: another scene may have moved it on since, or at this very tick.
    private long[] drawnChanges = {};
    private boolean slates;
    private boolean showing;
    private long advancedNanos = Long.MIN_VALUE;

    /// @param filter what is done to its picture, on the compositor's thread; closed with this
    public NestedScene(VideoFilter filter) {
        shown = new ShownFrame(filter);
    }

    /// Shows these from the next picture on, the last one on top.
    public void scene(List<SceneItem> to) {
        items = List.copyOf(to);
    }

    @Override
    boolean advance(long tickNanos, long periodNanos, ScenePainter painter) {
        if (tickNanos == advancedNanos) {
            return false;
        }
        advancedNanos = tickNanos;
        List<SceneItem> now = items;
        boolean slatesNow = false;
        boolean fresh = !now.equals(drawn) || !shown.present();
        for (SceneItem item : now) {
            item.picture().advance(tickNanos, periodNanos, painter);
            slatesNow |= item.picture().missing();
        }
        long[] changesNow =
                now.stream().mapToLong(item -> item.picture().changes()).toArray();
        fresh |= !Arrays.equals(changesNow, drawnChanges);
        fresh |= slates || slatesNow; // which of them are missing may have changed
        drawn = now;
        drawnChanges = changesNow;
        slates = slatesNow;
        if (!fresh) {
            return changed(shown.move(tickNanos));
        }
        shown.take(painter.nesting().drawClear(now, tickNanos, /* unfiltered= */ false));
        return changed(true);
    }

    @Override
    boolean overlay() {
        return false; // it shows what is missing in it by itself
    }

    @Override
    boolean missing() {
        return false;
    }

    /// Unfiltered it is drawn anew, from sources as they came.
    @Override
    @Nullable
    VideoFrame show(boolean unfiltered, long tickNanos, ScenePainter painter) {
        if (!unfiltered || showing) { // scenes that show each other for a moment, while an edit is followed, end here
            return shown.show();
        }
        showing = true;
        try {
            return painter.nesting().drawClear(drawn, tickNanos, /* unfiltered= */ true);
        } finally {
            showing = false;
        }
    }

    @Override
    void keepFilteredOnly() {
        shown.keepFilteredOnly();
        if (!showing) {
            showing = true;
            drawn.forEach(item -> item.picture().keepFilteredOnly());
            showing = false;
        }
    }

    /// Closes the filter and gives the picture back. Idempotent.
    @Override
    public void close() {
        shown.close();
    }
}
