package io.rostrum.capture.scene;

import io.rostrum.effects.picture.VideoFrame;
import org.jspecify.annotations.Nullable;

/// What an item of a scene shows: a source, or another scene. The compositor's thread moves it on and shows it.
public abstract sealed class ItemPicture permits SourceSlot, NestedScene {
    private long changes;

    ItemPicture() {}

    /// Takes note of whether it became another picture, and gives that back.
    final boolean changed(boolean another) {
        if (another) {
            changes++;
        }
        return another;
    }

    /// {@return how often it became another picture: whoever draws it knows by that whether it has drawn it already,
    /// also where others moved it on}
    final long changes() {
        return changes;
    }

    /// Moves on to a tick. Asked again for the same tick, as by the two scenes of a transition, it stays.
    ///
    /// @param tickNanos   time of the programme picture
    /// @param periodNanos time from one programme picture to the next
    /// @return whether it is another picture than before
    abstract boolean advance(long tickNanos, long periodNanos, ScenePainter painter);

    /// {@return whether there is nothing to show that is still of any use}
    abstract boolean missing();

    /// {@return whether what is below it is to be seen while it is missing, and no slate}
    abstract boolean overlay();

    /// {@return the picture of the tick that was moved on to, to be closed by the caller; null before the first}
    ///
    /// @param unfiltered whether it is seen as it came
    abstract @Nullable VideoFrame show(boolean unfiltered, long tickNanos, ScenePainter painter);

    /// From the next picture on none is kept as it came.
    abstract void keepFilteredOnly();
}
