package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/// Shrinks by halves, each pixel the mean of four, for which alone OpenCV has vector instructions. Confined
/// to one thread.
final class Halving implements AutoCloseable {
    private final Mat halved = new Mat();
    private final Mat halvedAgain = new Mat();

    /// Halves a picture as often as its sides are even and the result stays larger than is wanted.
    ///
    /// @param picture of any type; borrowed
    /// @return the picture, or a smaller one that is still larger than `width` × `height`; borrowed, valid until
    ///     the next call
    Mat toward(Mat picture, int width, int height) {
        Mat from = picture;
        for (int step = 0; canHalve(from, width, height); step++) {
            Mat into = step % 2 == 0 ? halved : halvedAgain;
            try (Size half = new Size(from.cols() / 2, from.rows() / 2)) {
                resize(from, into, half, 0, 0, INTER_AREA);
            }
            from = into;
        }
        return from;
    }

    private static boolean canHalve(Mat from, int width, int height) {
        boolean lastHalf = from.cols() == 2 * width && from.rows() == 2 * height;
        return !lastHalf
                && from.cols() % 2 == 0
                && from.rows() % 2 == 0
                && from.cols() >= 2 * width
                && from.rows() >= 2 * height;
    }

    @Override
    public void close() {
        halved.close();
        halvedAgain.close();
    }
}
