package io.rostrum.effects.filter;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.VideoFrame;

/// One step of a filter chain, confined to the chain's thread.
///
/// It takes ownership of its input and gives away its output; a filter that has nothing to do returns the very
/// frame it was given.
public interface VideoFilter extends AutoCloseable {
    /// {@return the filtered picture, of the input's size and time}
    ///
    /// @param input taken
    @MustBeClosed
    VideoFrame apply(VideoFrame input);

    /// Frees what the filter holds (models, caches). Idempotent.
    @Override
    void close();
}
