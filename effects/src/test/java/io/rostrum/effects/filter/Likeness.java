package io.rostrum.effects.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/// How alike two BGRA pictures are, and how much detail one has.
final class Likeness {
    private static final double C1 = 6.5025; // (0.01 · 255)²
    private static final double C2 = 58.5225; // (0.03 · 255)²

    private Likeness() {}

    /// {@return the structural similarity of the lightness, -1..1, averaged where the mask is not 0: Z. Wang et al.,
    /// "Image quality assessment", IEEE TIP 13(4), 2004, with its window of 11x11}
    static double ssim(Mat a, Mat b, Mat mask) {
        try (Mat x = grey(a);
                Mat y = grey(b);
                Mat meanX = window(x, null);
                Mat meanY = window(y, null);
                Mat xx = window(x, x);
                Mat yy = window(y, y);
                Mat xy = window(x, y);
                Mat product = new Mat();
                Mat upper = new Mat();
                Mat lower = new Mat()) {
            multiply(meanX, meanX, product);
            subtract(xx, product, xx);
            Mat squares = lower;
            product.copyTo(squares);
            multiply(meanY, meanY, product);
            subtract(yy, product, yy);
            add(squares, product, squares);
            multiply(meanX, meanY, product);
            subtract(xy, product, xy);
            product.convertTo(upper, CV_32F, 2, C1);
            xy.convertTo(xy, CV_32F, 2, C2);
            multiply(upper, xy, upper);
            squares.convertTo(squares, CV_32F, 1, C1);
            add(xx, yy, xx);
            xx.convertTo(xx, CV_32F, 1, C2);
            multiply(squares, xx, squares);
            divide(upper, squares, upper);
            try (Scalar result = mean(upper, mask)) {
                return result.get(0);
            }
        }
    }

    /// {@return the greatest difference of any channel of any pixel}
    static double greatestDifference(Mat a, Mat b) {
        try (Mat difference = new Mat();
                Mat channels = new Mat();
                DoublePointer least = new DoublePointer(1);
                DoublePointer most = new DoublePointer(1);
                Point leastAt = new Point();
                Point mostAt = new Point()) {
            absdiff(a, b, difference);
            try (Mat flat = difference.reshape(1)) {
                flat.copyTo(channels);
            }
            minMaxLoc(channels, least, most, leastAt, mostAt, new Mat());
            return most.get();
        }
    }

    /// {@return which part of all channels of all pixels differs by more than so many codes, 0..1}
    static double partDiffering(Mat a, Mat b, int codes) {
        try (Mat difference = new Mat()) {
            absdiff(a, b, difference);
            try (Mat flat = difference.reshape(1)) {
                threshold(flat, flat, codes, 255, THRESH_BINARY);
                return (double) countNonZero(flat) / flat.total();
            }
        }
    }

    /// {@return the mean difference of all channels of all pixels}
    static double meanDifference(Mat a, Mat b) {
        try (Mat difference = new Mat()) {
            absdiff(a, b, difference);
            try (Scalar means = mean(difference)) {
                return (means.get(0) + means.get(1) + means.get(2)) / 3;
            }
        }
    }

    /// {@return the standard deviation of the Laplacian of the lightness within a square: how sharp it is}
    static double detail(Mat picture, int x, int y, int side) {
        try (Rect rect = new Rect(x, y, side, side);
                Mat part = new Mat(picture, rect);
                Mat grey = grey(part);
                Mat edges = new Mat();
                Mat means = new Mat();
                Mat deviations = new Mat()) {
            Laplacian(grey, edges, CV_32F);
            meanStdDev(edges, means, deviations);
            return new DoublePointer(deviations.data()).get();
        }
    }

    /// {@return the mean lightness within a square, 0..255}
    static double lightness(Mat picture, int x, int y, int side) {
        try (Rect rect = new Rect(x, y, side, side);
                Mat part = new Mat(picture, rect);
                Mat grey = grey(part);
                Scalar mean = mean(grey)) {
            return mean.get(0);
        }
    }

    private static Mat grey(Mat picture) {
        Mat grey = new Mat();
        cvtColor(picture, grey, COLOR_BGRA2GRAY);
        grey.convertTo(grey, CV_32F);
        return grey;
    }

    private static Mat window(Mat a, @Nullable Mat b) {
        Mat mean = new Mat();
        try (Size size = new Size(11, 11)) {
            if (b == null) {
                GaussianBlur(a, mean, size, 1.5);
            } else {
                multiply(a, b, mean);
                GaussianBlur(mean, mean, size, 1.5);
            }
        }
        return mean;
    }
}
