package io.rostrum.effects.wipe;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/// Draws what is between two pictures of a wipe. Confined to one thread; keeps scratch memory of the
/// size of the
/// pictures.
public final class WipeMixer implements AutoCloseable {
    /// The narrowest edge, as a part of the whole way: some pixels, so that it is not jagged.
    public static final double HARDEST = 1.0 / 512;

    private static final double OPAQUE = 255;

    private final Mat levels = new Mat();
    private final Mat share = new Mat();
    private final Mat keep = new Mat();
    private final Mat kept = new Mat();
    private @Nullable WipeMap loaded;

    /// Draws the picture at a part of the way. A pixel of level *m* is `clamp((done · (1 + softness) −
    /// m) / softness)`
    /// of the new picture, so that nothing of it is seen at 0 and nothing else at 1.
    ///
    /// @param target   borrowed and written to, all of it; must be writable and opaque
    /// @param before   borrowed; opaque, as large as `target`
    /// @param after    borrowed; opaque, as large as `target`
    /// @param map      as large as `target`
    /// @param done     of the way, 0 to 1
    /// @param softness of the edge, as a part of the whole way, 0 to 1; below [#HARDEST] it is that
    public void mix(VideoFrame target, VideoFrame before, VideoFrame after, WipeMap map, double done, double softness) {
        load(map);
        double edge = Math.max(HARDEST, softness);
        levels.convertTo(share, CV_8U, -OPAQUE / (edge * WipeMap.LAST), OPAQUE * done * (1 + edge) / edge);
        Mat pixels = target.mat();
        cvtColor(share, keep, COLOR_GRAY2BGRA);
        multiply(after.mat(), keep, pixels, 1 / OPAQUE, -1);
        bitwise_not(share, share);
        cvtColor(share, keep, COLOR_GRAY2BGRA); // its alpha is 255
        multiply(before.mat(), keep, kept, 1 / OPAQUE, -1);
        add(pixels, kept, pixels); // saturates: alpha stays 255
    }

    private void load(WipeMap map) {
        if (map.equals(loaded)) {
            return;
        }
        levels.create(map.size().height(), map.size().width(), CV_16UC1);
        try (ShortPointer memory = new ShortPointer(levels.data())) {
            memory.put(map.levels(), 0, map.levels().length);
        }
        loaded = map;
    }

    @Override
    public void close() {
        levels.close();
        share.close();
        keep.close();
        kept.close();
    }
}
