package io.rostrum.effects.gpu;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/// Where the pixels of an enlarged part come from.
final class Zoom {
    static final int FLAGS = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;

    private Zoom() {}

    /// {@return 2x3 numbers that lead from a pixel of the result to one of the image; a pixel's place is its middle}
    static Mat matrix(double left, double top, double size) {
        Mat matrix = new Mat(2, 3, CV_64F);
        double middle = (size - 1) / 2;
        try (DoublePointer data = new DoublePointer(matrix.data())) {
            data.put(size, 0, left + middle, 0, size, top + middle);
        }
        return matrix;
    }
}
