package io.rostrum.effects.gpu;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Works with the processor, on OpenCV's `Mat`.
public final class MatMath implements ImageMath<Mat> {
    private final RowBlend rows = new RowBlend();

    @Override
    public Mat create() {
        return new Mat();
    }

    @Override
    public Mat pixels(VideoFrame frame) {
        return frame.mat();
    }

    @Override
    public Mat part(Mat image, PictureRect part) {
        try (Rect rect = new Rect(part.x(), part.y(), part.width(), part.height())) {
            return new Mat(image, rect);
        }
    }

    @Override
    public int width(Mat image) {
        return image.cols();
    }

    @Override
    public int height(Mat image) {
        return image.rows();
    }

    @Override
    public void upload(Mat from, Mat to) {
        from.copyTo(to);
    }

    @Override
    public void download(Mat from, Mat to) {
        from.copyTo(to);
    }

    @Override
    public void copy(Mat from, Mat to) {
        from.copyTo(to);
    }

    @Override
    public void zoom(Mat from, Mat to, double left, double top, double size) {
        try (Mat where = Zoom.matrix(left, top, size);
                Size whole = new Size(from.cols(), from.rows());
                Scalar none = new Scalar(0, 0, 0, 0)) {
            opencv_imgproc.warpAffine(from, to, where, whole, Zoom.FLAGS, opencv_core.BORDER_REPLICATE, none);
        }
    }

    @Override
    public void resize(Mat from, Mat to, int width, int height) {
        resize(from, to, width, height, opencv_imgproc.INTER_LINEAR);
    }

    @Override
    public void average(Mat from, Mat to, int width, int height) {
        resize(from, to, width, height, opencv_imgproc.INTER_AREA);
    }

    private static void resize(Mat from, Mat to, int width, int height, int filter) {
        try (Size size = new Size(width, height)) {
            opencv_imgproc.resize(from, to, size, 0, 0, filter);
        }
    }

    @Override
    public void gaussian(Mat from, Mat to, double sigma) {
        try (Size fromSigma = new Size(0, 0)) {
            opencv_imgproc.GaussianBlur(from, to, fromSigma, sigma);
        }
    }

    @Override
    public void binomial(Mat from, Mat to) {
        try (Size size = new Size(3, 3)) {
            opencv_imgproc.GaussianBlur(from, to, size, 0);
        }
    }

    @Override
    public void bilateral(Mat from, Mat to, int diameter, double sigmaColour, double sigmaSpace) {
        opencv_imgproc.bilateralFilter(from, to, diameter, sigmaColour, sigmaSpace);
    }

    @Override
    public void convertColour(Mat from, Mat to, int code) {
        opencv_imgproc.cvtColor(from, to, code);
    }

    @Override
    public void add(Mat a, Mat b, Mat to) {
        opencv_core.add(a, b, to);
    }

    @Override
    public void subtract(Mat a, Mat b, Mat to) {
        opencv_core.subtract(a, b, to);
    }

    @Override
    public void multiply(Mat a, Mat b, Mat to, double scale) {
        opencv_core.multiply(a, b, to, scale, -1);
    }

    @Override
    public void addWeighted(Mat a, double weightA, Mat b, double weightB, double offset, Mat to) {
        opencv_core.addWeighted(a, weightA, b, weightB, offset, to, -1);
    }

    @Override
    public void blend(Mat picture, Mat weight, Mat on) {
        rows.blend(picture, weight, on);
    }

    @Override
    public void min(Mat a, Mat b, Mat to) {
        opencv_core.min(a, b, to);
    }

    @Override
    public void invert(Mat a, Mat to) {
        opencv_core.bitwise_not(a, to);
    }

    @Override
    public void lookUp(Mat from, Mat table, Mat to) {
        opencv_core.LUT(from, table, to);
    }

    @Override
    public void extractChannel(Mat from, Mat to, int channel) {
        opencv_core.extractChannel(from, to, channel);
    }

    @Override
    public void insertChannel(Mat from, Mat to, int channel) {
        opencv_core.insertChannel(from, to, channel);
    }
}
