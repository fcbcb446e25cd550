package io.rostrum.effects.light;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/// Holds pictures still where they change by little, which is noise, and follows at once where they change by more,
/// which moves. Confined to one thread.
///
/// @param <M> the kind of memory worked on
final class NoiseFilter<M extends Pointer> implements AutoCloseable {
    /// The largest change of a channel that is taken for noise at full strength.
    private static final double NOISE = 14;
    /// The part of such a change that is followed.
    private static final double FOLLOWED = 0.15;
    /// A longer gap begins anew.
    private static final long GAP_NANOS = 500_000_000;

    private final ImageMath<M> math;
    private final M table;
    private final M held;
    private final M more;
    private final M less;
    private @Nullable PictureSize size;
    private long lastNanos;

    /// @param strength 0..1
    NoiseFilter(ImageMath<M> math, double strength) {
        this.math = math;
        table = math.create();
        held = math.create();
        more = math.create();
        less = math.create();
        try (Mat steps = steps(strength)) {
            math.upload(steps, table);
        }
    }

    /// {@return for a change how much of it is followed; at least by one, so that it is reached}
    private static Mat steps(double strength) {
        double noise = NOISE * strength;
        double least = 1 - (1 - FOLLOWED) * strength;
        byte[] steps = new byte[256];
        for (int change = 1; change < steps.length; change++) {
            double sure = Math.clamp((change - noise) / Math.max(1, noise), 0.0, 1.0);
            steps[change] = (byte) Math.max(1, Math.round(change * (least + (1 - least) * sure)));
        }
        Mat mat = new Mat(1, 256, CV_8U);
        try (BytePointer data = mat.data()) {
            data.put(steps);
        }
        return mat;
    }

    /// Changes a picture, the next in time.
    void calm(M pixels, VideoFrame frame) {
        long gap = frame.ptsNanos() - lastNanos;
        lastNanos = frame.ptsNanos();
        if (!frame.size().equals(size) || gap < 0 || gap > GAP_NANOS) {
            size = frame.size();
            math.copy(pixels, held);
            return;
        }
        math.subtract(pixels, held, less);
        math.lookUp(less, table, more);
        math.subtract(held, pixels, pixels);
        math.lookUp(pixels, table, less);
        math.add(held, more, held);
        math.subtract(held, less, held);
        math.copy(held, pixels);
    }

    @Override
    public void close() {
        table.close();
        held.close();
        more.close();
        less.close();
    }
}
