package io.rostrum.effects.gpu;

import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import org.bytedeco.javacpp.Pointer;

/// What a filter does to a picture, in two steps so that a picture that stays as it is is not even copied. Confined
/// to one thread.
///
/// @param <M> the kind of memory that [ImageMath] works on
public interface PictureEffect<M extends Pointer> extends AutoCloseable {
    /// From the next picture on it leaves out the work that is asked for. An effect that has none to leave out does
    /// nothing here.
    default void heed(Thrift thrift) {}

    /// Looks at a picture without changing it.
    ///
    /// @param pixels those of `frame`; borrowed for the call, not to be written to
    /// @param frame  borrowed, for its size and time
    /// @return whether there is something to do; if not, [#edit] is not called
    boolean look(M pixels, VideoFrame frame);

    /// Changes the pixels of the picture just looked at.
    ///
    /// @param pixels of the same content, owned by nobody else; borrowed for the call
    void edit(M pixels, VideoFrame frame);

    /// {@return whether pixels may be transparent after [#edit] that were not before}
    default boolean makesTransparent() {
        return false;
    }

    /// Gives away another picture in place of the one that was looked at and edited.
    ///
    /// @param frame taken
    /// @return of the same time
    default VideoFrame exchange(VideoFrame frame) {
        return frame;
    }

    /// Frees scratch memory and models. Idempotent.
    @Override
    void close();
}
