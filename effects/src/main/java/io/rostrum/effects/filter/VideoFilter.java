package io.rostrum.effects.filter;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import java.util.List;

/// One step of a filter chain, confined to the chain's thread.
///
/// It takes ownership of its input and gives away its output; a filter that has nothing to do returns the very
/// frame it was given.
public interface VideoFilter extends AutoCloseable {
    /// Leaves every picture as it is.
    VideoFilter NONE = new VideoFilter() {
        @Override
        public VideoFrame apply(VideoFrame input) {
            return input;
        }

        @Override
        public void close() {}
    };

    /// {@return the filtered picture, of the input's size and time}
    ///
    /// @param input taken
    @MustBeClosed
    VideoFrame apply(VideoFrame input);

    /// From the next picture on it leaves out the work that is asked for. A filter that has none to leave out does
    /// nothing here. Any thread.
    default void heed(Thrift thrift) {}

    /// {@return what each of its parts costs now, in order; none where it does not measure. Any thread}
    default List<FilterCost> costs() {
        return List.of();
    }

    /// {@return whether it makes something else each time of a picture that stays the same, so that it is to be asked
    /// again. The filter's thread}
    default boolean moves() {
        return false;
    }

    /// Frees what the filter holds (models, caches). Idempotent.
    @Override
    void close();
}
