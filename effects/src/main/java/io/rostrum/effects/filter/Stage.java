package io.rostrum.effects.filter;

import io.rostrum.effects.blur.Cover;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// One filter of a chain with its cost. Confined to the chain's thread, but for [#cost()].
final class Stage<M extends Pointer> implements AutoCloseable {
    private static final double NEWEST = 1.0 / 30;

    private final FilterSpec spec;
    private final ImageMath<M> math;
    private final PictureEffect<M> effect;
    private volatile double millis;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private boolean told;
    private long toldAtNanos;

    Stage(FilterSpec spec, ImageMath<M> math, PictureEffect<M> effect) {
        this.spec = spec;
        this.math = math;
        this.effect = effect;
    }

    /// {@return a filter that could not be built: it hides the whole picture if it was to hide something, else it does
    /// nothing}
    ///
    /// @param why in words
    static <M extends Pointer> Stage<M> unbuilt(FilterSpec spec, ImageMath<M> math, String why) {
        Stage<M> stage = new Stage<>(spec, math, new Nothing<>());
        stage.takeOut(why);
        return stage;
    }

    /// An effect that is none.
    private static final class Nothing<M extends Pointer> implements PictureEffect<M> {
        @Override
        public boolean look(M pixels, VideoFrame frame) {
            return false;
        }

        @Override
        public void edit(M pixels, VideoFrame frame) {}

        @Override
        public void close() {}
    }

    /// A filter threw; the picture is still there.
    static final class StageException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient VideoFrame frame;

        StageException(VideoFrame frame, RuntimeException cause) {
            super(cause.getMessage(), cause);
            this.frame = frame;
        }

        /// {@return the handle, owned by who catches this}
        VideoFrame frame() {
            return frame;
        }
    }

    /// {@return the filtered picture, of the same handle where nothing was done}
    ///
    /// @param input  taken
    /// @param thrift says what work is to be left out
    VideoFrame apply(VideoFrame input, Thrift thrift) throws StageException {
        if (closed) {
            if (failure == null || !hides()) {
                return input;
            }
            VideoFrame frame = input.makeWritable();
            Cover.hide(frame);
            return frame;
        }
        long start = System.nanoTime();
        VideoFrame frame = input;
        try {
            effect.heed(thrift);
            if (effect.look(math.pixels(frame), frame)) {
                frame = frame.makeWritable();
                effect.edit(math.pixels(frame), frame);
                if (effect.makesTransparent()) {
                    frame = frame.withTransparency();
                }
            }
            frame = effect.exchange(frame);
        } catch (RuntimeException e) {
            throw new StageException(frame, e);
        }
        double took = (System.nanoTime() - start) / 1e6;
        millis = millis == 0 ? took : millis + NEWEST * (took - millis);
        return frame;
    }

    /// From now on it does nothing; one that hides covers every picture instead.
    ///
    /// @param reason in words
    void takeOut(String reason) {
        close();
        failure = reason;
    }

    /// {@return why it is out of action, or null if it is not}
    @Nullable
    String failure() {
        return failure;
    }

    /// {@return whether it is out of action and nobody was told; where the picture is covered, for this time}
    boolean tellingDue(long ptsNanos, long everyNanos) {
        if (failure == null || (told && (!hides() || ptsNanos - toldAtNanos < everyNanos))) {
            return false;
        }
        told = true;
        toldAtNanos = ptsNanos;
        return true;
    }

    /// {@return whether something would be seen without this filter that must not be}
    boolean hides() {
        return spec.settings().hides();
    }

    FilterSpec spec() {
        return spec;
    }

    /// {@return whether this is what `wanted` asks for, and in working order}
    boolean does(FilterSpec wanted) {
        return failure == null && spec.equals(wanted);
    }

    String name() {
        return spec.name();
    }

    FilterCost cost() {
        String reason = failure;
        return new FilterCost(spec, reason == null ? millis : 0, Optional.ofNullable(reason));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            effect.close();
        }
    }
}
