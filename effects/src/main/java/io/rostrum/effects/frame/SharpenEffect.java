package io.rostrum.effects.frame;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Makes edges stronger: what smoothing would take away is added once more (unsharp masking).
///
/// @param <M> the kind of memory worked on
public final class SharpenEffect<M extends Pointer> implements PictureEffect<M> {
    /// How much is added at full strength, times what smoothing takes away.
    private static final double STRONGEST = 2;

    private static final int ALPHA = 3;

    private final ImageMath<M> math;
    private final double added;
    private final M smooth;
    private final M alpha;
    private final M most;

    public SharpenEffect(ImageMath<M> math, FrameSettings.Sharpen settings) {
        this.math = math;
        this.added = STRONGEST * settings.strength();
        this.smooth = math.create();
        this.alpha = math.create();
        this.most = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return added > 0;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        math.binomial(pixels, smooth);
        math.addWeighted(pixels, 1 + added, smooth, -added, 0, pixels);
        if (!frame.opaque()) { // a premultiplied colour is never more than its alpha
            math.extractChannel(pixels, alpha, ALPHA);
            math.convertColour(alpha, most, COLOR_GRAY2BGRA);
            math.min(pixels, most, pixels);
        }
    }

    @Override
    public void close() {
        smooth.close();
        alpha.close();
        most.close();
    }
}
