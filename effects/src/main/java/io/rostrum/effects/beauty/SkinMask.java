package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds the skin of one face: where it can be (an ellipse from hair line to chin, without eyes and mouth), times
/// what has its colour. Confined to one thread.
final class SkinMask implements AutoCloseable {
    private static final double ONE_OVER_255 = 1.0 / 255;

    private final Mat half = new Mat();
    private final Mat yCrCb = new Mat();
    private final Mat channel = new Mat();
    private final Mat likelihood = new Mat();
    private final Mat table = new Mat(1, 256, CV_8U);
    private final Mat shape = new Mat();
    private final Mat mean = new Mat();
    private final Mat deviation = new Mat();
    private final Mat mask = new Mat();

    /// {@return 0..255, CV_8UC1 of half the size of `picture`; borrowed, valid until the next call}
    ///
    /// @param picture BGR of the surroundings of the face; borrowed
    /// @param face    in pixels of `picture`
    /// @param skin    learns from this picture
    Mat find(Mat picture, Face face, SkinColour skin) {
        int width = Math.max(1, picture.cols() / 2);
        int height = Math.max(1, picture.rows() / 2);
        try (Size size = new Size(width, height)) {
            resize(picture, half, size, 0, 0, INTER_AREA);
        }
        cvtColor(half, yCrCb, COLOR_BGR2YCrCb);
        Face inHalf = face.scaled((double) width / picture.cols(), (double) height / picture.rows());
        learn(inHalf, skin);
        draw(width, height, inHalf);
        likelihood(1, skin.likelihoodOfRed());
        multiply(likelihood, shape, mask, ONE_OVER_255, -1);
        likelihood(2, skin.likelihoodOfBlue());
        multiply(likelihood, mask, mask, ONE_OVER_255, -1);
        likelihood(0, skin.likelihoodOfLight());
        multiply(likelihood, mask, mask, ONE_OVER_255, -1);
        soften(mask, inHalf.width() * 0.02);
        return mask;
    }

    /// Measures both cheeks: half way between eye and mouth.
    private void learn(Face face, SkinColour skin) {
        double[] light = new double[2];
        double[] red = new double[2];
        double[] blue = new double[2];
        double spread = 0;
        int side = Math.max(2, (int) (face.width() * 0.12));
        for (int cheek = 0; cheek < 2; cheek++) {
            double eyeX = cheek == 0 ? face.rightEyeX() : face.leftEyeX();
            double eyeY = cheek == 0 ? face.rightEyeY() : face.leftEyeY();
            int x = (int) Math.round(eyeX - side / 2.0);
            int y = (int) Math.round((eyeY + face.mouthY()) / 2 - side / 2.0);
            x = Math.clamp(x, 0, Math.max(0, yCrCb.cols() - side));
            y = Math.clamp(y, 0, Math.max(0, yCrCb.rows() - side));
            try (Rect rect = new Rect(x, y, Math.min(side, yCrCb.cols()), Math.min(side, yCrCb.rows()));
                    Mat patch = new Mat(yCrCb, rect)) {
                meanStdDev(patch, mean, deviation);
            }
            try (DoublePointer means = new DoublePointer(mean.data());
                    DoublePointer deviations = new DoublePointer(deviation.data())) {
                light[cheek] = means.get(0);
                red[cheek] = means.get(1);
                blue[cheek] = means.get(2);
                spread = Math.max(spread, Math.max(deviations.get(1), deviations.get(2)));
            }
        }
        double difference = Math.max(Math.abs(red[0] - red[1]), Math.abs(blue[0] - blue[1]));
        skin.learn((light[0] + light[1]) / 2, (red[0] + red[1]) / 2, (blue[0] + blue[1]) / 2, spread + difference / 2);
    }

    private void draw(int width, int height, Face face) {
        shape.create(height, width, CV_8UC1);
        double tilt = face.tiltDegrees();
        double eyesX = (face.leftEyeX() + face.rightEyeX()) / 2;
        double eyesY = (face.leftEyeY() + face.rightEyeY()) / 2;
        double eyeDistance = face.eyeDistance();
        try (Scalar none = new Scalar(0, 0, 0, 0)) {
            shape.put(none);
        }
        // The box ends at the brows: the forehead adds a third of its height.
        oval(
                face.centreX(),
                face.centreY() - face.height() * 0.08,
                face.width() * 0.56,
                face.height() * 0.72,
                tilt,
                255);
        soften(shape, face.width() * 0.06);
        for (int eye = 0; eye < 2; eye++) {
            double x = eye == 0 ? face.rightEyeX() : face.leftEyeX();
            double y = eye == 0 ? face.rightEyeY() : face.leftEyeY();
            // An eye with its lashes and brow.
            oval(x + (x - eyesX) * 0.08, y - eyeDistance * 0.07, eyeDistance * 0.30, eyeDistance * 0.20, tilt, 0);
        }
        oval(face.mouthX(), face.mouthY(), eyeDistance * 0.42, eyeDistance * 0.20, tilt, 0);
        oval(
                face.noseX(),
                face.noseY() + (face.noseY() - eyesY) * 0.18,
                eyeDistance * 0.2,
                eyeDistance * 0.06,
                tilt,
                0);
        soften(shape, eyeDistance * 0.05);
    }

    /// {@return where an eye is in a picture that shows little else: 255, less and less towards its sides; CV_8UC1;
    /// borrowed, valid until the next call of this or [#find]}
    Mat eye(int width, int height, double tiltDegrees) {
        shape.create(height, width, CV_8UC1);
        try (Scalar none = new Scalar(0, 0, 0, 0)) {
            shape.put(none);
        }
        oval(width / 2.0, height / 2.0, width * 0.36, height * 0.32, tiltDegrees, 255);
        soften(shape, height * 0.07);
        return shape;
    }

    private void oval(double x, double y, double radiusX, double radiusY, double tiltDegrees, int value) {
        int fraction = 4; // bits below the pixel, so that the shape moves smoothly
        double unit = 1 << fraction;
        try (Point centre = new Point((int) Math.round(x * unit), (int) Math.round(y * unit));
                Size axes = new Size(
                        Math.max(1, (int) Math.round(radiusX * unit)), Math.max(1, (int) Math.round(radiusY * unit)));
                Scalar grey = new Scalar(value, 0, 0, 0)) {
            ellipse(shape, centre, axes, tiltDegrees, 0, 360, grey, FILLED, LINE_AA, fraction);
        }
    }

    private void likelihood(int yCrCbChannel, byte[] byCode) {
        try (BytePointer codes = table.data()) {
            codes.put(Arrays.copyOf(byCode, 256));
        }
        extractChannel(yCrCb, channel, yCrCbChannel);
        LUT(channel, table, likelihood);
    }

    private static void soften(Mat mat, double sigma) {
        if (sigma >= 0.3) {
            try (Size fromSigma = new Size(0, 0)) {
                GaussianBlur(mat, mat, fromSigma, sigma);
            }
        }
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {half, yCrCb, channel, likelihood, table, shape, mean, deviation, mask}) {
            mat.close();
        }
    }
}
