package io.rostrum.effects.background;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds what colour a person's edge has without the light of what is behind. Confined to one thread.
///
/// Where a pixel is the person's by a part a only, it shows `a F + (1 - a) B`. The colours F of the person and B of
/// what is behind are estimated by their means around, each weighted by what is its own (M. Forte: "Approximate Fast
/// Foreground Colour Estimation", ICIP 2021); what the pixel itself says is shared between both. With one step of that,
/// the person's own colour is `a I + (1 - a) C` where I is the pixel and `C = F + a (F - B)`, which is what is
/// found here: it changes slowly, so that a small size is enough.
final class EdgeColours implements AutoCloseable {
    private static final int BOX = 15;
    private static final double ONE_OVER_255 = 1.0 / 255;
    /// Keeps from dividing by nothing; colours that only a thousandth speaks for are not used.
    private static final double LITTLE = 0.001;

    private static final int ALPHA = 3;

    private final Size box = new Size(BOX, BOX);
    private final Scalar zero = new Scalar(0, 0, 0, 0);
    private final Mat small = new Mat();
    private final Mat part = new Mat();
    private final Mat parts = new Mat();
    private final Mat share = new Mat();
    private final Mat shares = new Mat();
    private final Mat bgr = new Mat();
    private final Mat all = new Mat();
    private final Mat person = new Mat();
    private final Mat behind = new Mat();
    private final Mat clear = new Mat();
    private final Mat result = new Mat();

    /// {@return C, BGRA of the size of `picture` and with an alpha of 0; borrowed, valid until the next call}
    ///
    /// @param picture BGRA; borrowed
    /// @param mask    255 where the person is, CV_8UC1 of at least that size; borrowed
    Mat find(Mat picture, Mat mask) {
        try (Size size = new Size(picture.cols(), picture.rows())) {
            resize(mask, small, size, 0, 0, INTER_AREA);
        }
        small.convertTo(part, CV_32F, ONE_OVER_255, 0);
        cvtColor(part, parts, COLOR_GRAY2BGR);
        cvtColor(picture, bgr, COLOR_BGRA2BGR);
        bgr.convertTo(all, CV_32F);
        multiply(all, parts, person);
        blur(person, person, box);
        blur(all, all, box);
        subtract(all, person, behind);
        blur(part, share, box);
        share.convertTo(share, CV_32F, 1, LITTLE);
        cvtColor(share, shares, COLOR_GRAY2BGR);
        divide(person, shares, person);
        shares.convertTo(shares, CV_32F, -1, 1 + 2 * LITTLE);
        divide(behind, shares, behind);
        subtract(person, behind, behind);
        multiply(behind, parts, behind);
        add(person, behind, person);
        person.convertTo(bgr, CV_8U);
        cvtColor(bgr, result, COLOR_BGR2BGRA);
        clear.create(result.rows(), result.cols(), CV_8U);
        clear.put(zero);
        insertChannel(clear, result, ALPHA);
        return result;
    }

    @Override
    public void close() {
        box.close();
        zero.close();
        for (Mat mat : new Mat[] {small, part, parts, share, shares, bgr, all, person, behind, clear, result}) {
            mat.close();
        }
    }
}
