package io.rostrum.effects.blur;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Blurs the whole picture, at a size at which the blur is a few pixels wide.
///
/// @param <M> the kind of memory worked on
public final class BlurAll<M extends Pointer> implements PictureEffect<M> {
    /// A standard deviation that survives enlarging without a visible grid, pixels of the small picture.
    private static final double LEAST_SMALL_SIGMA = 2;

    private final ImageMath<M> math;
    private final double sigma;
    private final M half;
    private final M small;

    public BlurAll(ImageMath<M> math, BlurSettings.All settings) {
        this.math = math;
        this.sigma = settings.radius() / 2.0;
        this.half = math.create();
        this.small = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return sigma > 0;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int width = frame.width();
        int height = frame.height();
        if (sigma < 2 * LEAST_SMALL_SIGMA || width < 8 || height < 8) {
            math.gaussian(pixels, small, sigma);
            math.copy(small, pixels);
            return;
        }
        math.shrink(pixels, half, width / 2, height / 2);
        if (sigma < 4 * LEAST_SMALL_SIGMA) {
            math.gaussian(half, small, sigma / 2);
        } else {
            math.shrink(half, small, width / 4, height / 4);
            math.gaussian(small, small, sigma / 4);
        }
        math.resize(small, pixels, width, height);
    }

    @Override
    public void close() {
        half.close();
        small.close();
    }
}
