package io.rostrum.effects.blur;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.segmentation.MaskRefiner;
import io.rostrum.effects.segmentation.PersonSegmenter;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/// Blurs what is behind a person.
///
/// The person's colours are left out of the blurred background, so that no glow surrounds them; the outline found by
/// the model follows the picture's own edges. All that can be small is done at a quarter of the size.
///
/// @param <M> the kind of memory worked on
public final class BlurBackground<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int LEAST_SIDE = 64;
    /// Frames from one look of the model to the next; between them its outline follows the edges of each picture.
    private static final int SEGMENT_EVERY = 2;
    /// Boxes in a row that stand for a Gaussian, at the same cost for every radius.
    private static final int BOXES = 3;

    private final ImageMath<M> math;
    private final double sigma;
    private final PersonSegmenter segmenter = new PersonSegmenter();
    private final MaskRefiner refiner = new MaskRefiner();
    private final M half;
    private final M background;
    private final M backgroundSmall;
    private final M person;
    private final M personHalf;
    private final M personColours;
    private final M backgroundColours;
    private @Nullable Mat found;
    private long framesSeen;
    private final Mat hostHalf = new Mat();
    private final Mat quarter = new Mat();
    private final Mat quarterColours = new Mat();
    private final Mat halfGrey = new Mat();
    private final Mat quarterGrey = new Mat();
    private final Mat weight = new Mat();
    private final Mat weights = new Mat();
    private final Mat blurred = new Mat();

    public BlurBackground(ImageMath<M> math, BlurSettings.Background settings) {
        this.math = math;
        this.sigma = settings.radius() / 2.0;
        half = math.create();
        background = math.create();
        backgroundSmall = math.create();
        person = math.create();
        personHalf = math.create();
        personColours = math.create();
        backgroundColours = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return sigma > 0 && Math.min(frame.width(), frame.height()) >= LEAST_SIDE;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int width = frame.width();
        int height = frame.height();
        math.resize(pixels, half, width / 2, height / 2, true);
        math.download(half, hostHalf);
        Mat mask = findPerson();
        blurBackground(mask);
        math.upload(blurred, backgroundSmall);
        math.resize(backgroundSmall, background, width, height, false);
        try (Rect bounds = boundingRect(mask)) {
            if (bounds.width() == 0) {
                math.copy(background, pixels);
                return;
            }
            PictureRect around = around(bounds, frame);
            for (PictureRect beside : besides(around, frame.size())) {
                try (M partOfPicture = math.part(pixels, beside);
                        M partOfBackground = math.part(background, beside)) {
                    math.copy(partOfBackground, partOfPicture);
                }
            }
            math.upload(mask, personHalf);
            try (M partOfPicture = math.part(pixels, around);
                    M partOfBackground = math.part(background, around)) {
                math.resize(personHalf, person, width, height, false);
                try (M partOfPerson = math.part(person, around)) {
                    math.convertColour(partOfPerson, personColours, COLOR_GRAY2BGRA);
                }
                math.invert(personColours, backgroundColours);
                math.multiply(partOfPicture, personColours, personColours, ONE_OVER_255);
                math.multiply(partOfBackground, backgroundColours, backgroundColours, ONE_OVER_255);
                math.add(personColours, backgroundColours, partOfPicture);
            }
        }
    }

    /// {@return 255 where the person is, at half of the picture's size}
    private Mat findPerson() {
        try (Size size = new Size(hostHalf.cols() / 2, hostHalf.rows() / 2)) {
            resize(hostHalf, quarter, size, 0, 0, INTER_AREA);
        }
        cvtColor(quarter, quarterGrey, COLOR_BGRA2GRAY);
        cvtColor(hostHalf, halfGrey, COLOR_BGRA2GRAY);
        Mat coarse = found;
        if (coarse == null || framesSeen % SEGMENT_EVERY == 0) {
            cvtColor(quarter, quarterColours, COLOR_BGRA2BGR);
            coarse = segmenter.segment(quarterColours);
            found = coarse;
        }
        framesSeen++;
        return refiner.refine(coarse, quarterGrey, halfGrey);
    }

    private void blurBackground(Mat mask) {
        // As many boxes of this side have together the spread of the Gaussian.
        int boxSide = 1 + 2 * (int) Math.round((Math.sqrt(12 * sigma * sigma / 16 / BOXES + 1) - 1) / 2);
        try (Size size = new Size(quarter.cols(), quarter.rows());
                Size box = new Size(boxSide, boxSide)) {
            resize(mask, weight, size, 0, 0, INTER_AREA);
            bitwise_not(weight, weight);
            cvtColor(weight, weights, COLOR_GRAY2BGRA);
            multiply(quarter, weights, blurred, ONE_OVER_255, -1);
            for (int i = 0; i < BOXES; i++) {
                blur(blurred, blurred, box);
                blur(weight, weight, box);
            }
            cvtColor(weight, weights, COLOR_GRAY2BGRA);
            divide(blurred, weights, blurred, 255, -1);
        }
    }

    /// {@return the rectangle of the picture that a rectangle of the mask covers, with a pixel around for
    /// interpolation}
    private static PictureRect around(Rect found, VideoFrame frame) {
        return new PictureRect(2 * found.x() - 2, 2 * found.y() - 2, 2 * found.width() + 5, 2 * found.height() + 5)
                .clippedTo(frame.size());
    }

    /// {@return what of a picture lies above, below, left and right of a rectangle}
    private static List<PictureRect> besides(PictureRect inner, PictureSize picture) {
        List<PictureRect> rects = new ArrayList<>();
        int right = inner.x() + inner.width();
        int bottom = inner.y() + inner.height();
        if (inner.y() > 0) {
            rects.add(new PictureRect(0, 0, picture.width(), inner.y()));
        }
        if (bottom < picture.height()) {
            rects.add(new PictureRect(0, bottom, picture.width(), picture.height() - bottom));
        }
        if (inner.x() > 0) {
            rects.add(new PictureRect(0, inner.y(), inner.x(), inner.height()));
        }
        if (right < picture.width()) {
            rects.add(new PictureRect(right, inner.y(), picture.width() - right, inner.height()));
        }
        return rects;
    }

    @Override
    public void close() {
        segmenter.close();
        refiner.close();
        half.close();
        background.close();
        backgroundSmall.close();
        person.close();
        personHalf.close();
        personColours.close();
        backgroundColours.close();
        for (Mat mat : new Mat[] {hostHalf, quarter, quarterColours, halfGrey, quarterGrey, weight, weights, blurred}) {
            mat.close();
        }
    }
}
