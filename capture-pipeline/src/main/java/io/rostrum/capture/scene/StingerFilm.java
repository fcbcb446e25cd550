package io.rostrum.capture.scene;

import io.rostrum.effects.picture.VideoFrame;
import org.jspecify.annotations.Nullable;

/// A film that is played once over a change of scenes, decoded ahead of it.
///
/// Whoever has it in a [Transition] plays it on one thread; any thread may close it.
public interface StingerFilm extends AutoCloseable {
    /// {@return how many pictures it lasts, at the rate of the programme}
    int pictures();

    /// Begins its sound. Returns at once.
    ///
    /// @param ptsNanos time of its first picture
    void begin(long ptsNanos);

    /// {@return what is seen of it, to be closed by the caller; the picture before where this one is late, null where
    /// there is none}
    ///
    /// @param step 1 for its first picture; one that was passed gives the picture that is shown now
    @Nullable
    VideoFrame picture(long step);

    /// Ends it. Idempotent; returns at once.
    @Override
    void close();
}
