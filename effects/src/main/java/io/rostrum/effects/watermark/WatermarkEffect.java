package io.rostrum.effects.watermark;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.awt.image.BufferedImage;
import java.time.Clock;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/// Draws a logo, a text or a clock over each picture.
///
/// The mark is painted once, and again when its text or the picture's size changes; what is kept is ready to be
/// blended: its premultiplied colours, and how much of the picture shines through. So a frame costs one
/// multiplication and one addition of the mark's own pixels.
///
/// @param <M> the kind of memory worked on
public final class WatermarkEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;

    private final ImageMath<M> math;
    private final WatermarkSettings settings;
    private final MarkPainter painter;
    private final FramePool pool = new FramePool();
    private final M ink;
    private final M shineThrough;
    private String painted = "";
    private @Nullable PictureSize paintedFor;
    private @Nullable PictureRect where;

    /// @param clock of the time that a clock shows
    public WatermarkEffect(ImageMath<M> math, WatermarkSettings settings, Clock clock) {
        this.math = math;
        this.settings = settings;
        this.painter = new MarkPainter(settings, clock);
        this.ink = math.create();
        this.shineThrough = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (settings.opacity() == 0) {
            return false;
        }
        String content = painter.content();
        if (!content.equals(painted) || !frame.size().equals(paintedFor)) {
            prepare(painter.paint(content, frame.size()), frame.size());
            painted = content;
            paintedFor = frame.size();
        }
        return where != null;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        PictureRect rect = where;
        if (rect == null) {
            return;
        }
        try (M part = math.part(pixels, rect)) {
            math.multiply(part, shineThrough, part, ONE_OVER_255);
            math.add(part, ink, part);
        }
    }

    private void prepare(BufferedImage image, PictureSize picture) {
        PictureRect all = switch (settings.place()) {
            case Place.InCorner(Corner corner, int margin) ->
                new PictureRect(
                        corner.x(picture.width(), image.getWidth(), margin),
                        corner.y(picture.height(), image.getHeight(), margin),
                        image.getWidth(),
                        image.getHeight());
            case Place.At(int x, int y) -> new PictureRect(x, y, image.getWidth(), image.getHeight());
        };
        if (!all.touches(picture)) {
            where = null;
            return;
        }
        PictureRect visible = all.clippedTo(picture);
        BufferedImage part =
                image.getSubimage(visible.x() - all.x(), visible.y() - all.y(), visible.width(), visible.height());
        try (VideoFrame mark = Pictures.fromImage(pool, part, 0);
                Mat alpha = new Mat();
                Mat keep = new Mat()) {
            Mat colours = mark.mat();
            colours.convertTo(colours, CV_8U, settings.opacity(), 0);
            extractChannel(colours, alpha, 3);
            bitwise_not(alpha, alpha);
            cvtColor(alpha, keep, COLOR_GRAY2BGRA);
            insertChannel(alpha, keep, 3);
            math.upload(colours, ink);
            math.upload(keep, shineThrough);
        }
        where = visible;
    }

    @Override
    public void close() {
        ink.close();
        shineThrough.close();
        pool.close();
    }
}
