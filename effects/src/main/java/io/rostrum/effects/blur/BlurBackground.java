package io.rostrum.effects.blur;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
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
import io.rostrum.effects.segmentation.PersonOutline;
import io.rostrum.effects.thrift.Thrift;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/// Blurs what is behind a person.
///
/// The person's colours are left out of the blurred background, so that no glow surrounds them; the outline found by
/// the model follows the picture's own edges. All that can be small is done at a quarter of the size.
///
/// @param <M> the kind of memory worked on
public final class BlurBackground<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int LEAST_SIDE = 64;
    /// Boxes in a row that stand for a Gaussian, at the same cost for every radius.
    private static final int BOXES = 3;

    private final ImageMath<M> math;
    private final double sigma;
    private final PersonOutline outline = new PersonOutline(0, PersonOutline.SMOOTHNESS);
    private final M half;
    private final M background;
    private final M backgroundSmall;
    private final M person;
    private final M personHalf;
    private final Mat hostHalf = new Mat();
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
    }

    @Override
    public void heed(Thrift thrift) {
        outline.heed(thrift);
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return sigma > 0 && Math.min(frame.width(), frame.height()) >= LEAST_SIDE;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int width = frame.width();
        int height = frame.height();
        int shrink = outline.shrink();
        math.shrink(pixels, half, width / shrink, height / shrink);
        math.download(half, hostHalf);
        Mat mask = outline.find(hostHalf);
        blurBackground(mask, 2 * shrink);
        math.upload(blurred, backgroundSmall);
        math.resize(backgroundSmall, background, width, height);
        try (Rect bounds = boundingRect(mask)) {
            if (bounds.width() == 0) {
                math.copy(background, pixels);
                return;
            }
            PictureRect around = around(bounds, shrink, frame);
            for (PictureRect beside : besides(around, frame.size())) {
                try (M partOfPicture = math.part(pixels, beside);
                        M partOfBackground = math.part(background, beside)) {
                    math.copy(partOfBackground, partOfPicture);
                }
            }
            math.upload(mask, personHalf);
            try (M partOfPicture = math.part(pixels, around);
                    M partOfBackground = math.part(background, around)) {
                math.resize(personHalf, person, width, height);
                try (M partOfPerson = math.part(person, around)) {
                    math.invert(partOfPerson, partOfPerson);
                    math.blend(partOfBackground, partOfPerson, partOfPicture);
                }
            }
        }
    }

    /// @param shrunk how much smaller than the picture the smallest one is
    private void blurBackground(Mat mask, int shrunk) {
        // As many boxes of this side have together the spread of the Gaussian.
        double spread = sigma / shrunk;
        int boxSide = 1 + 2 * (int) Math.round((Math.sqrt(12 * spread * spread / BOXES + 1) - 1) / 2);
        Mat quarter = outline.quarter();
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
    private static PictureRect around(Rect found, int shrink, VideoFrame frame) {
        return new PictureRect(
                        shrink * found.x() - shrink,
                        shrink * found.y() - shrink,
                        shrink * found.width() + 2 * shrink + 1,
                        shrink * found.height() + 2 * shrink + 1)
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
        outline.close();
        half.close();
        background.close();
        backgroundSmall.close();
        person.close();
        personHalf.close();
        for (Mat mat : new Mat[] {hostHalf, weight, weights, blurred}) {
            mat.close();
        }
    }
}
