package io.rostrum.effects.blur;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// What stands in for a blur that failed: nothing but a few averages of the whole picture is left, so that what was
/// to be hidden stays hidden.
public final class Cover {
    private static final int BLOCKS_ACROSS = 12;
    private static final int BLOCKS_DOWN = 7;

    private Cover() {}

    /// Covers a picture; if even that fails, it becomes black.
    ///
    /// @param frame writable; borrowed
    public static void hide(VideoFrame frame) {
        Mat pixels = frame.mat();
        try (Mat blocks = new Mat();
                Size few = new Size(Math.min(BLOCKS_ACROSS, frame.width()), Math.min(BLOCKS_DOWN, frame.height()));
                Size all = new Size(frame.width(), frame.height())) {
            resize(pixels, blocks, few, 0, 0, INTER_AREA);
            resize(blocks, pixels, all, 0, 0, INTER_LINEAR);
        } catch (RuntimeException e) {
            try (Scalar black = new Scalar(0, 0, 0, 255)) {
                pixels.put(black);
            }
        }
    }
}
