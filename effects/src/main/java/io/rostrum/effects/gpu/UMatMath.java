package io.rostrum.effects.gpu;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.UMat;

/// Works on the OpenCL device bound to the thread, on OpenCV's `UMat`.
public final class UMatMath implements ImageMath<UMat> {
    private static final double ONE_OVER_255 = 1.0 / 255;

    @Override
    public UMat create() {
        return new UMat();
    }

    @Override
    public UMat pixels(VideoFrame frame) {
        return frame.umat();
    }

    @Override
    public UMat part(UMat image, PictureRect part) {
        try (Rect rect = new Rect(part.x(), part.y(), part.width(), part.height())) {
            return new UMat(image, rect);
        }
    }

    @Override
    public int width(UMat image) {
        return image.cols();
    }

    @Override
    public int height(UMat image) {
        return image.rows();
    }

    @Override
    public void upload(Mat from, UMat to) {
        from.copyTo(to);
    }

    @Override
    public void download(UMat from, Mat to) {
        from.copyTo(to);
    }

    @Override
    public void copy(UMat from, UMat to) {
        from.copyTo(to);
    }

    @Override
    public void zoom(UMat from, UMat to, double left, double top, double size) {
        try (Mat where = Zoom.matrix(left, top, size);
                UMat there = new UMat();
                Size whole = new Size(from.cols(), from.rows());
                Scalar none = new Scalar(0, 0, 0, 0)) {
            where.copyTo(there);
            opencv_imgproc.warpAffine(from, to, there, whole, Zoom.FLAGS, opencv_core.BORDER_REPLICATE, none);
        }
    }

    @Override
    public void resize(UMat from, UMat to, int width, int height) {
        resize(from, to, width, height, opencv_imgproc.INTER_LINEAR);
    }

    @Override
    public void average(UMat from, UMat to, int width, int height) {
        boolean half = from.cols() == 2 * width && from.rows() == 2 * height;
        // in the middle of four both are their mean; the linear one rounds as the processor does
        resize(from, to, width, height, half ? opencv_imgproc.INTER_LINEAR : opencv_imgproc.INTER_AREA);
    }

    private static void resize(UMat from, UMat to, int width, int height, int filter) {
        try (Size size = new Size(width, height)) {
            opencv_imgproc.resize(from, to, size, 0, 0, filter);
        }
    }

    @Override
    public void gaussian(UMat from, UMat to, double sigma) {
        try (Size fromSigma = new Size(0, 0)) {
            opencv_imgproc.GaussianBlur(from, to, fromSigma, sigma);
        }
    }

    @Override
    public void binomial(UMat from, UMat to) {
        try (Size size = new Size(3, 3)) {
            opencv_imgproc.GaussianBlur(from, to, size, 0);
        }
    }

    @Override
    public void bilateral(UMat from, UMat to, int diameter, double sigmaColour, double sigmaSpace) {
        opencv_imgproc.bilateralFilter(from, to, diameter, sigmaColour, sigmaSpace);
    }

    @Override
    public void convertColour(UMat from, UMat to, int code) {
        opencv_imgproc.cvtColor(from, to, code);
    }

    @Override
    public void add(UMat a, UMat b, UMat to) {
        opencv_core.add(a, b, to);
    }

    @Override
    public void subtract(UMat a, UMat b, UMat to) {
        opencv_core.subtract(a, b, to);
    }

    @Override
    public void multiply(UMat a, UMat b, UMat to, double scale) {
        opencv_core.multiply(a, b, to, scale, -1);
    }

    @Override
    public void addWeighted(UMat a, double weightA, UMat b, double weightB, double offset, UMat to) {
        opencv_core.addWeighted(a, weightA, b, weightB, offset, to, -1);
    }

    @Override
    public void blend(UMat picture, UMat weight, UMat on) {
        // 16 bits between, so that it is rounded once
        try (UMat weights = new UMat();
                UMat above = new UMat();
                UMat below = new UMat()) {
            opencv_imgproc.cvtColor(weight, weights, opencv_imgproc.COLOR_GRAY2BGRA);
            opencv_core.multiply(picture, weights, above, 1, opencv_core.CV_16U);
            opencv_core.bitwise_not(weights, weights);
            opencv_core.multiply(on, weights, below, 1, opencv_core.CV_16U);
            opencv_core.add(above, below, above);
            above.convertTo(on, opencv_core.CV_8U, ONE_OVER_255, 0);
        }
    }

    @Override
    public void min(UMat a, UMat b, UMat to) {
        opencv_core.min(a, b, to);
    }

    @Override
    public void invert(UMat a, UMat to) {
        opencv_core.bitwise_not(a, to);
    }

    @Override
    public void lookUp(UMat from, UMat table, UMat to) {
        opencv_core.LUT(from, table, to);
    }

    @Override
    public void extractChannel(UMat from, UMat to, int channel) {
        opencv_core.extractChannel(from, to, channel);
    }

    @Override
    public void insertChannel(UMat from, UMat to, int channel) {
        opencv_core.insertChannel(from, to, channel);
    }
}
