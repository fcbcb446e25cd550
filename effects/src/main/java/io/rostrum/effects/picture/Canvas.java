package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

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

    private final Mat halved = new Mat();
    private final Mat halvedAgain = new Mat();
    private final Mat scaled = new Mat();
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
            part.put(colour);
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
        Mat from = source;
        for (int step = 0; canHalve(from, target); step++) {
            boolean last = from.cols() == 2 * target.cols() && from.rows() == 2 * target.rows();
            Mat into = last ? target : step % 2 == 0 ? halved : halvedAgain;
            try (Size half = new Size(from.cols() / 2, from.rows() / 2)) {
                resize(from, into, half, 0, 0, INTER_AREA);
            }
            if (last) {
                return;
            }
            from = into;
        }
        boolean shrinksALot = from.cols() >= 2 * target.cols() || from.rows() >= 2 * target.rows();
        try (Size size = new Size(target.cols(), target.rows())) {
            resize(from, target, size, 0, 0, shrinksALot ? INTER_AREA : INTER_LINEAR);
        }
    }

    private static boolean canHalve(Mat from, Mat target) {
        return from.cols() % 2 == 0
                && from.rows() % 2 == 0
                && from.cols() >= 2 * target.cols()
                && from.rows() >= 2 * target.rows();
    }

    private static int premultiplied(int channel, int alpha) {
        return (channel * alpha + 127) / 255;
    }

    @Override
    public void close() {
        halved.close();
        halvedAgain.close();
        scaled.close();
        faded.close();
        alpha.close();
        keep.close();
    }
}
