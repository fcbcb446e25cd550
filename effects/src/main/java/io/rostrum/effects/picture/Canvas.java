package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Draws colours and pictures onto a picture. Confined to one thread; keeps scratch memory of the largest picture
/// drawn.
///
/// Blending is that of premultiplied alpha: `target = source + target · (255 − sourceAlpha) / 255`, rounded to the
/// nearest, each channel alike, the alpha channel too.
public final class Canvas implements AutoCloseable {
    private static final double ONE_OVER_255 = 1.0 / 255;

    private final Halving halving = new Halving();
    private final Mat scaled = new Mat();
    private final Mat flipped = new Mat();
    private final Mat turned = new Mat();
    private final Mat motion = new Mat(2, 3, CV_64F);
    private final Mat faded = new Mat();
    private final Mat alpha = new Mat();
    private final Mat keep = new Mat();

    /// Fills a whole picture.
    ///
    /// @param target borrowed; its handle must be writable: taken from the pool or from [VideoFrame#makeWritable()]
    /// @param argb   straight (not premultiplied) colour as 0xAARRGGBB
    public void fill(VideoFrame target, int argb) {
        fill(target, argb, PictureRect.of(target.size()));
    }

    /// Fills a rectangle, replacing what was there; the part outside of the target is ignored.
    public void fill(VideoFrame target, int argb, PictureRect where) {
        if (!where.touches(target.size())) {
            return;
        }
        int a = argb >>> 24;
        int blue = premultiplied(argb & 0xFF, a);
        int green = premultiplied(argb >>> 8 & 0xFF, a);
        int red = premultiplied(argb >>> 16 & 0xFF, a);
        try (Rect rect = where.clippedTo(target.size()).toNative();
                Mat part = new Mat(target.mat(), rect);
                Scalar colour = new Scalar(blue, green, red, a)) {
            fill(part, colour);
        }
    }

    /// The first row by its pixels, the others as copies of those above, which is many times as fast.
    private static void fill(Mat part, Scalar colour) {
        try (Mat first = part.row(0)) {
            first.put(colour);
        }
        for (int filled = 1; filled < part.rows(); filled *= 2) {
            int more = Math.min(filled, part.rows() - filled);
            try (Mat from = part.rowRange(0, more);
                    Mat to = part.rowRange(filled, filled + more)) {
                from.copyTo(to);
            }
        }
    }

    /// Draws a whole picture at its own size.
    public void draw(VideoFrame target, VideoFrame source, int x, int y, double opacity) {
        PictureRect all = PictureRect.of(source.size());
        draw(target, source, all, new PictureRect(x, y, all.width(), all.height()), opacity);
    }

    /// Draws a part of one picture into a rectangle of another, scaled to fill it.
    ///
    /// Enlarging is bilinear. Shrinking halves by 2x2 averages as long as that is exact; what is left is
    /// interpolated, or area-averaged where it is still two or more, so that no source pixel is passed over.
    ///
    /// @param target  borrowed and written to; must be writable and another picture than `source`
    /// @param source  borrowed; drawn without blending if it is [VideoFrame#opaque()] and `opacity` is 1
    /// @param crop    the part of `source` to draw, inside of it
    /// @param where   the rectangle of `target` to fill; what lies outside of the target is not drawn
    /// @param opacity 0 (nothing is drawn) to 1
    /// @throws IllegalArgumentException if `crop` is not inside of `source` or `opacity` not in 0..1
    public void draw(VideoFrame target, VideoFrame source, PictureRect crop, PictureRect where, double opacity) {
        if (!crop.isInside(source.size())) {
            throw new IllegalArgumentException("crop: " + crop + " (expected: inside of " + source.size() + ")");
        }
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity: " + opacity + " (expected: 0..1)");
        }
        if (opacity == 0 || !where.touches(target.size())) {
            return;
        }
        PictureRect visible = where.clippedTo(target.size());
        try (Rect cropRect = crop.toNative();
                Mat cropped = new Mat(source.mat(), cropRect);
                Rect visibleRect = visible.toNative();
                Mat onto = new Mat(target.mat(), visibleRect)) {
            if (crop.size().equals(where.size())) {
                drawVisible(onto, cropped, visible, where, source.opaque(), target.opaque(), opacity);
            } else if (source.opaque() && opacity == 1 && visible.equals(where)) {
                scale(cropped, onto);
            } else {
                scaled.create(where.height(), where.width(), source.mat().type());
                scale(cropped, scaled);
                drawVisible(onto, scaled, visible, where, source.opaque(), target.opaque(), opacity);
            }
        }
    }

    /// As [#draw(VideoFrame, VideoFrame, PictureRect, PictureRect, double)], turned in its place. The edges of what
    /// is not at right angles are smooth.
    public void draw(
            VideoFrame target, VideoFrame source, PictureRect crop, PictureRect where, double opacity, Turn turn) {
        if (turn.isNone()) {
            draw(target, source, crop, where, opacity);
            return;
        }
        if (!crop.isInside(source.size())) {
            throw new IllegalArgumentException("crop: " + crop + " (expected: inside of " + source.size() + ")");
        }
        PictureRect bounds = turn.degrees() == 0 ? where : boundsOf(where, turn.degrees());
        if (opacity == 0 || !bounds.touches(target.size())) {
            return;
        }
        try (Rect cropRect = crop.toNative();
                Mat cropped = new Mat(source.mat(), cropRect)) {
            scaled.create(where.height(), where.width(), source.mat().type());
            scale(cropped, scaled);
        }
        Mat upright = scaled;
        if (turn.mirrored() || turn.upsideDown()) {
            flip(scaled, flipped, turn.mirrored() && turn.upsideDown() ? -1 : turn.mirrored() ? 1 : 0);
            upright = flipped;
        }
        PictureRect visible = bounds.clippedTo(target.size());
        try (Rect visibleRect = visible.toNative();
                Mat onto = new Mat(target.mat(), visibleRect)) {
            if (turn.degrees() == 0) {
                drawVisible(onto, upright, visible, where, source.opaque(), target.opaque(), opacity);
            } else {
                turn(upright, where, turn.degrees(), visible);
                blend(onto, turned, target.opaque(), opacity);
            }
        }
    }

    /// Turns a picture that fills `where` around its middle, as far as it is seen in `visible`.
    private void turn(Mat upright, PictureRect where, double degrees, PictureRect visible) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        // from the middle of a pixel of the picture to that of one of the target
        double halfWidth = (where.width() - 1) / 2.0;
        double halfHeight = (where.height() - 1) / 2.0;
        double middleX = where.x() + halfWidth - visible.x();
        double middleY = where.y() + halfHeight - visible.y();
        try (DoubleIndexer numbers = motion.createIndexer();
                Size size = new Size(visible.width(), visible.height());
                Scalar nothing = new Scalar(0, 0, 0, 0)) {
            numbers.put(0, 0, cos).put(0, 1, -sin).put(0, 2, middleX - cos * halfWidth + sin * halfHeight);
            numbers.put(1, 0, sin).put(1, 1, cos).put(1, 2, middleY - sin * halfWidth - cos * halfHeight);
            warpAffine(upright, turned, motion, size, INTER_LINEAR, BORDER_CONSTANT, nothing);
        }
    }

    /// {@return the upright rectangle around a turned one}
    private static PictureRect boundsOf(PictureRect where, double degrees) {
        double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
        double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
        int width = (int) Math.min(PictureSize.MAX_SIDE, Math.ceil(where.width() * cos + where.height() * sin) + 2);
        int height = (int) Math.min(PictureSize.MAX_SIDE, Math.ceil(where.width() * sin + where.height() * cos) + 2);
        return new PictureRect(
                Math.floorDiv(2 * where.x() + where.width() - width, 2),
                Math.floorDiv(2 * where.y() + where.height() - height, 2),
                width,
                height);
    }

    /// Makes the pixels of a writable picture premultiplied that were straight.
    public void premultiply(VideoFrame target) {
        Mat pixels = target.mat();
        extractChannel(pixels, alpha, 3);
        cvtColor(alpha, keep, COLOR_GRAY2BGRA); // its alpha is 255, so that of the picture stays
        multiply(pixels, keep, pixels, ONE_OVER_255, -1);
    }

    private void drawVisible(
            Mat onto,
            Mat whole,
            PictureRect visible,
            PictureRect where,
            boolean sourceOpaque,
            boolean targetOpaque,
            double opacity) {
        try (Rect part = new Rect(visible.x() - where.x(), visible.y() - where.y(), visible.width(), visible.height());
                Mat source = new Mat(whole, part)) {
            if (!sourceOpaque) {
                blend(onto, source, targetOpaque, opacity);
            } else if (opacity == 1) {
                source.copyTo(onto);
            } else {
                addWeighted(source, opacity, onto, 1 - opacity, 0, onto);
            }
        }
    }

    private void blend(Mat onto, Mat source, boolean targetOpaque, double opacity) {
        Mat drawn = source;
        if (opacity < 1) {
            source.convertTo(faded, CV_8U, opacity, 0);
            drawn = faded;
        }
        extractChannel(drawn, alpha, 3);
        bitwise_not(alpha, alpha);
        cvtColor(alpha, keep, COLOR_GRAY2BGRA);
        if (!targetOpaque) {
            insertChannel(alpha, keep, 3);
        }
        multiply(onto, keep, onto, ONE_OVER_255, -1);
        add(onto, drawn, onto); // saturates: the alpha of an opaque target stays 255
    }

    private void scale(Mat source, Mat target) {
        Mat from = halving.toward(source, target.cols(), target.rows());
        boolean shrinksALot = from.cols() >= 2 * target.cols() || from.rows() >= 2 * target.rows();
        try (Size size = new Size(target.cols(), target.rows())) {
            resize(from, target, size, 0, 0, shrinksALot ? INTER_AREA : INTER_LINEAR);
        }
    }

    private static int premultiplied(int channel, int alpha) {
        return (channel * alpha + 127) / 255;
    }

    @Override
    public void close() {
        halving.close();
        scaled.close();
        flipped.close();
        turned.close();
        motion.close();
        faded.close();
        alpha.close();
        keep.close();
    }
}
