package io.rostrum.effects.segmentation;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/// Enlarges a coarse mask along the edges of the picture. Confined to one thread.
///
/// This is the fast guided filter (K. He, J. Sun: "Fast Guided Filter", arXiv:1505.00996): around each pixel the
/// mask is taken as a linear function of the picture's grey, found at a small size and used at a larger one; then
/// doubtful values are pulled apart, so that the background does not shine through the person.
public final class MaskRefiner implements AutoCloseable {
    private static final int BOX = 9;
    /// Squared contrast (of 1) below which a grey edge does not count as an edge.
    private static final double EPSILON = 0.0008;
    /// How far an edge that is moved all the way takes in what is doubtful.
    private static final double FARTHEST = 0.35;
    /// What is pulled apart at least, or rounding would show.
    private static final double HARDEST = 0.01;

    private final Size box = new Size(BOX, BOX);
    private final Mat contrast;
    private final Mat guide = new Mat();
    private final Mat guideLarge = new Mat();
    private final Mat mask = new Mat();
    private final Mat meanGuide = new Mat();
    private final Mat meanMask = new Mat();
    private final Mat slope = new Mat();
    private final Mat variance = new Mat();
    private final Mat product = new Mat();
    private final Mat offset = new Mat();
    private final Mat slopeLarge = new Mat();
    private final Mat offsetLarge = new Mat();
    private final Mat result = new Mat();

    /// @param edge       where the outline is drawn: -1 (well within the person) to 1 (well around), 0 as it was found
    /// @param smoothness how soft it is, 0..1
    public MaskRefiner(double edge, double smoothness) {
        double middle = 0.5 - FARTHEST * edge;
        double reach = Math.max(HARDEST, smoothness / 2);
        contrast = contrastTable(middle - reach, middle + reach);
    }

    /// {@return the mask, 0..255, CV_8UC1 of the size of `greyLarge`; borrowed, valid until the next call}
    ///
    /// @param coarse    0..1, CV_32FC1, any size; borrowed
    /// @param greySmall the picture at the size that edges are found at, CV_8UC1; borrowed
    /// @param greyLarge the picture at the size of the result, CV_8UC1; borrowed
    public Mat refine(Mat coarse, Mat greySmall, Mat greyLarge) {
        greySmall.convertTo(guide, CV_32F, 1 / 255.0, 0);
        try (Size small = new Size(greySmall.cols(), greySmall.rows())) {
            resize(coarse, mask, small, 0, 0, INTER_LINEAR);
        }
        blur(guide, meanGuide, box);
        blur(mask, meanMask, box);
        multiply(guide, guide, product);
        blur(product, variance, box);
        multiply(meanGuide, meanGuide, product);
        subtract(variance, product, variance);
        variance.convertTo(variance, CV_32F, 1, EPSILON);
        multiply(guide, mask, product);
        blur(product, slope, box);
        multiply(meanGuide, meanMask, product);
        subtract(slope, product, slope);
        divide(slope, variance, slope);
        multiply(slope, meanGuide, product);
        subtract(meanMask, product, offset);
        blur(slope, slope, box);
        blur(offset, offset, box);
        greyLarge.convertTo(guideLarge, CV_32F, 1 / 255.0, 0);
        try (Size large = new Size(greyLarge.cols(), greyLarge.rows())) {
            resize(slope, slopeLarge, large, 0, 0, INTER_LINEAR);
            resize(offset, offsetLarge, large, 0, 0, INTER_LINEAR);
        }
        multiply(slopeLarge, guideLarge, slopeLarge);
        add(slopeLarge, offsetLarge, slopeLarge);
        slopeLarge.convertTo(result, CV_8U, 255, 0);
        LUT(result, contrast, result);
        return result;
    }

    /// @param background below this a pixel is background
    /// @param person     above this it is the person's
    private static Mat contrastTable(double background, double person) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            double t = Math.clamp((i / 255.0 - background) / (person - background), 0.0, 1.0);
            table[i] = (byte) Math.round(255 * t * t * (3 - 2 * t));
        }
        Mat mat = new Mat(1, 256, CV_8U);
        try (BytePointer data = mat.data()) {
            data.put(table);
        }
        return mat;
    }

    @Override
    public void close() {
        box.close();
        for (Mat mat : new Mat[] {
            contrast,
            guide,
            guideLarge,
            mask,
            meanGuide,
            meanMask,
            slope,
            variance,
            product,
            offset,
            slopeLarge,
            offsetLarge,
            result
        }) {
            mat.close();
        }
    }
}
