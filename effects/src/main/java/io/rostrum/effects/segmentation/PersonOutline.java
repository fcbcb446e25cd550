package io.rostrum.effects.segmentation;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.thrift.Saving;
import io.rostrum.effects.thrift.Thrift;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/// Where the person is in one picture after the other. Confined to one thread.
///
/// The model looks at every second picture, or at every fourth where work is to be saved; between its looks the outline
/// follows the edges of each.
public final class PersonOutline implements AutoCloseable {
    /// How soft an outline is by itself.
    public static final double SMOOTHNESS = 0.6;

    /// Pictures from one look of the model to the next.
    private static final int SEGMENT_EVERY = 2;
    /// How much smaller than the picture the outline is.
    private static final int SHRINK = 2;

    private final PersonSegmenter segmenter = new PersonSegmenter();
    private final MaskRefiner refiner;
    private final Mat quarter = new Mat();
    private final Mat colours = new Mat();
    private final Mat halfGrey = new Mat();
    private final Mat quarterGrey = new Mat();
    private @Nullable Mat found;
    private long seen;
    private Thrift thrift = Thrift.NONE;

    /// @param edge       where it is drawn, -1..1, as [MaskRefiner] takes it
    /// @param smoothness how soft it is, 0..1
    public PersonOutline(double edge, double smoothness) {
        refiner = new MaskRefiner(edge, smoothness);
    }

    /// From the next picture on the work that is asked for is left out.
    public void heed(Thrift asked) {
        thrift = asked;
    }

    /// {@return how much smaller the next picture is to be that is given to [#find]: 2, or 4 where work is to be saved}
    public int shrink() {
        return thrift.saves(Saving.MASK_SIZE) ? 2 * SHRINK : SHRINK;
    }

    /// {@return 255 where the person is, CV_8UC1 of the size of `half`; borrowed, valid until the next call}
    ///
    /// @param half the next picture, smaller by [#shrink()], BGRA; borrowed
    public Mat find(Mat half) {
        try (Size size = new Size(Math.max(1, half.cols() / 2), Math.max(1, half.rows() / 2))) {
            resize(half, quarter, size, 0, 0, INTER_AREA);
        }
        cvtColor(quarter, quarterGrey, COLOR_BGRA2GRAY);
        cvtColor(half, halfGrey, COLOR_BGRA2GRAY);
        Mat coarse = found;
        int every = thrift.saves(Saving.MASK_RATE) ? 2 * SEGMENT_EVERY : SEGMENT_EVERY;
        if (coarse == null || seen % every == 0) {
            cvtColor(quarter, colours, COLOR_BGRA2BGR);
            coarse = segmenter.segment(colours);
            found = coarse;
        }
        seen++;
        return refiner.refine(coarse, quarterGrey, halfGrey);
    }

    /// {@return the picture last looked at, at half the size that it was given in, BGRA; borrowed, valid until the next
    /// call}
    public Mat quarter() {
        return quarter;
    }

    @Override
    public void close() {
        segmenter.close();
        refiner.close();
        quarter.close();
        colours.close();
        halfGrey.close();
        quarterGrey.close();
    }
}
