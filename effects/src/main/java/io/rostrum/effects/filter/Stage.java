package io.rostrum.effects.filter;

import io.rostrum.effects.blur.Cover;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// One filter of a chain with its cost. Confined to the chain's thread, but for [#cost()].
final class Stage<M extends Pointer> implements AutoCloseable {
    private static final double NEWEST = 1.0 / 30;

    private final FilterSpec spec;
    private final ImageMath<M> math;
    private final PictureEffect<M> effect;
    private volatile double millis;
    private volatile boolean active = true;
    private @Nullable String failure;
    private long toldAtNanos;

    Stage(FilterSpec spec, ImageMath<M> math, PictureEffect<M> effect) {
        this.spec = spec;
        this.math = math;
        this.effect = effect;
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
    /// @param input taken
    VideoFrame apply(VideoFrame input) throws StageException {
        if (failure != null) {
            VideoFrame frame = input.makeWritable();
            Cover.hide(frame);
            return frame;
        }
        if (!active) {
            return input;
        }
        long start = System.nanoTime();
        VideoFrame frame = input;
        try {
            if (effect.look(math.pixels(frame), frame)) {
                frame = frame.makeWritable();
                effect.edit(math.pixels(frame), frame);
            }
        } catch (RuntimeException e) {
            throw new StageException(frame, e);
        }
        double took = (System.nanoTime() - start) / 1e6;
        millis = millis == 0 ? took : millis + NEWEST * (took - millis);
        return frame;
    }

    void takeOut() {
        active = false;
        effect.close();
    }

    /// From now on every picture is covered instead.
    ///
    /// @param reason   in words
    /// @param ptsNanos of the picture at which it failed
    void cover(String reason, long ptsNanos) {
        takeOut();
        failure = reason;
        toldAtNanos = ptsNanos;
    }

    /// {@return why the picture is covered, or null if it is not}
    @Nullable
    String failure() {
        return failure;
    }

    /// {@return whether a picture is covered, and for this time nobody was told}
    boolean reminderDue(long ptsNanos, long everyNanos) {
        if (failure == null || ptsNanos - toldAtNanos < everyNanos) {
            return false;
        }
        toldAtNanos = ptsNanos;
        return true;
    }

    /// {@return whether something would be seen without this filter that must not be}
    boolean hides() {
        return spec.settings() instanceof FilterSettings.Blur(var blur) && blur.radius() > 0;
    }

    FilterSpec spec() {
        return spec;
    }

    /// {@return whether this is what `wanted` asks for, and in working order}
    boolean does(FilterSpec wanted) {
        return active && spec.equals(wanted);
    }

    String name() {
        return spec.name();
    }

    FilterCost cost() {
        return new FilterCost(name(), active ? millis : 0, active);
    }

    @Override
    public void close() {
        if (active) {
            takeOut();
        }
    }
}
