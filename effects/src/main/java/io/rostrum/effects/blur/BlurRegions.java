package io.rostrum.effects.blur;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes rectangles of the picture unreadable. Every pixel of a rectangle is fully blurred; the edge fades outside
/// of it.
///
/// The pixels are first averaged over blocks of the radius, so that nothing is left that sharpening could bring back.
///
/// @param <M> the kind of memory worked on
public final class BlurRegions<M extends Pointer> implements PictureEffect<M> {
    private static final Logger log = LoggerFactory.getLogger(BlurRegions.class);
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int MAX_FEATHER = 12;

    private final ImageMath<M> math;
    private final BlurSettings.Regions settings;
    private final List<Patch<M>> patches = new ArrayList<>();
    private final M blocks;
    private final M blurred;
    private @Nullable PictureSize preparedFor;

    /// A rectangle with its fading edge, as it lies on a picture.
    private record Patch<M extends Pointer>(PictureRect where, M shown, M keep) {}

    public BlurRegions(ImageMath<M> math, BlurSettings.Regions settings) {
        this.math = math;
        this.settings = settings;
        this.blocks = math.create();
        this.blurred = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (settings.radius() == 0) {
            return false;
        }
        if (!frame.size().equals(preparedFor)) {
            closePatches();
            for (PictureRect region : settings.regions()) {
                if (region.touches(frame.size())) {
                    patches.add(prepare(region, frame.size()));
                } else {
                    log.warn(
                            "filter blur: the region at {},{} is outside of a picture of {} and hides nothing",
                            region.x(),
                            region.y(),
                            frame.size());
                }
            }
            preparedFor = frame.size();
        }
        return !patches.isEmpty();
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        for (Patch<M> patch : patches) {
            try (M part = math.part(pixels, patch.where())) {
                int width = patch.where().width();
                int height = patch.where().height();
                int across = Math.max(1, Math.ceilDiv(width, settings.radius()));
                int down = Math.max(1, Math.ceilDiv(height, settings.radius()));
                math.shrink(part, blocks, across, down);
                math.gaussian(blocks, blocks, 1);
                math.resize(blocks, blurred, width, height);
                math.multiply(blurred, patch.shown(), blurred, ONE_OVER_255);
                math.multiply(part, patch.keep(), part, ONE_OVER_255);
                math.add(part, blurred, part);
            }
        }
    }

    private Patch<M> prepare(PictureRect region, PictureSize picture) {
        int feather = Math.min(MAX_FEATHER, settings.radius() / 2);
        PictureRect wide = new PictureRect(
                        region.x() - feather,
                        region.y() - feather,
                        Math.min(PictureSize.MAX_SIDE, region.width() + 2 * feather),
                        Math.min(PictureSize.MAX_SIDE, region.height() + 2 * feather))
                .clippedTo(picture);
        PictureRect inside = region.clippedTo(picture);
        M shown = math.create();
        M keep = math.create();
        try (Scalar nothing = new Scalar(0, 0, 0, 0);
                Scalar full = new Scalar(255, 0, 0, 0);
                Mat mask = new Mat(wide.height(), wide.width(), CV_8UC1, nothing);
                Rect solid = grown(inside, wide, feather / 2);
                Mat solidPart = new Mat(mask, solid);
                Rect exact = new Rect(inside.x() - wide.x(), inside.y() - wide.y(), inside.width(), inside.height());
                Mat exactPart = new Mat(mask, exact);
                Mat colours = new Mat()) {
            solidPart.put(full);
            if (feather > 1) {
                try (Size kernel = new Size(feather | 1, feather | 1);
                        Point centre = new Point(-1, -1)) {
                    blur(mask, mask, kernel, centre, BORDER_CONSTANT | BORDER_ISOLATED);
                }
            }
            exactPart.put(full);
            cvtColor(mask, colours, COLOR_GRAY2BGRA);
            math.upload(colours, shown);
            bitwise_not(colours, colours);
            math.upload(colours, keep);
        }
        return new Patch<>(wide, shown, keep);
    }

    private static Rect grown(PictureRect inside, PictureRect wide, int by) {
        int left = Math.max(0, inside.x() - wide.x() - by);
        int top = Math.max(0, inside.y() - wide.y() - by);
        int right = Math.min(wide.width(), inside.x() - wide.x() + inside.width() + by);
        int bottom = Math.min(wide.height(), inside.y() - wide.y() + inside.height() + by);
        return new Rect(left, top, right - left, bottom - top);
    }

    private void closePatches() {
        for (Patch<M> patch : patches) {
            patch.shown().close();
            patch.keep().close();
        }
        patches.clear();
    }

    @Override
    public void close() {
        closePatches();
        blocks.close();
        blurred.close();
    }
}
