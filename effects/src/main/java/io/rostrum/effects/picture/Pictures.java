package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;

import com.google.errorprone.annotations.MustBeClosed;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Copies pixels that lie elsewhere into frames. Thread-safe: nothing is kept.
public final class Pictures {
    /// What the fourth byte of foreign BGRA pixels means.
    public enum Alpha {
        /// Colours are already multiplied by it.
        PREMULTIPLIED,
        /// Colours stand for themselves, as in a PNG.
        STRAIGHT,
        /// It is padding of any value (FFmpeg's BGR0, an X11 screen): the picture is opaque.
        IGNORED
    }

    private Pictures() {}

    /// Copies BGRA pixels of native memory.
    ///
    /// @param firstRow    address of the first pixel of the top row; borrowed for the call; must be readable for
    ///                    `strideBytes` times the height
    /// @param strideBytes bytes from one row to the next, at least four times the width
    @MustBeClosed
    public static VideoFrame fromMemory(
            FramePool pool, Pointer firstRow, long strideBytes, PictureSize size, Alpha alpha, long ptsNanos) {
        if (strideBytes < 4L * size.width()) {
            throw new IllegalArgumentException(
                    "stride: " + strideBytes + " bytes (expected: >= " + 4L * size.width() + ")");
        }
        VideoFrame frame = pool.take(size, ptsNanos, alpha == Alpha.IGNORED);
        try (Mat foreign = new Mat(size.height(), size.width(), CV_8UC4, firstRow, strideBytes)) {
            switch (alpha) {
                case PREMULTIPLIED -> foreign.copyTo(frame.mat());
                case IGNORED -> copyAsOpaque(foreign, frame.mat());
                case STRAIGHT -> {
                    foreign.copyTo(frame.mat());
                    try (Canvas canvas = new Canvas()) {
                        canvas.premultiply(frame);
                    }
                }
            }
        }
        return frame;
    }

    /// Copies a Java2D picture of any type; its colours are taken as sRGB.
    @MustBeClosed
    public static VideoFrame fromImage(FramePool pool, BufferedImage image, long ptsNanos) {
        PictureSize size = new PictureSize(image.getWidth(), image.getHeight());
        int[] pixels = premultipliedPixels(image);
        VideoFrame frame = pool.take(size, ptsNanos, !image.getColorModel().hasAlpha());
        IntBuffer rows = frame.pixels()
                .limit((long) frame.strideBytes() * size.height())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        int rowInts = frame.strideBytes() / Integer.BYTES;
        for (int y = 0; y < size.height(); y++) {
            rows.put(y * rowInts, pixels, y * size.width(), size.width());
        }
        return frame;
    }

    /// Puts black behind a picture: what is transparent becomes black, what is half so becomes dark.
    ///
    /// @param picture taken; comes back as it is where it is [VideoFrame#opaque()]
    @MustBeClosed
    public static VideoFrame overBlack(VideoFrame picture) {
        if (picture.opaque()) {
            return picture;
        }
        VideoFrame writable = picture.makeWritable();
        copyAsOpaque(writable.mat(), writable.mat()); // colours are premultiplied: they are those over black already
        return writable.withoutTransparency();
    }

    private static int[] premultipliedPixels(BufferedImage image) {
        BufferedImage plain = image;
        // A sub-image shares the array of the whole: it is drawn into one of its own, too.
        if (image.getType() != BufferedImage.TYPE_INT_ARGB_PRE
                || image.getRaster().getParent() != null) {
            plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB_PRE);
            Graphics2D graphics = plain.createGraphics();
            graphics.setComposite(AlphaComposite.Src);
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
        }
        return ((DataBufferInt) plain.getRaster().getDataBuffer()).getData();
    }

    private static void copyAsOpaque(Mat pixels, Mat target) {
        try (DoublePointer opaqueBlack = new DoublePointer(0, 0, 0, 255);
                Mat colour = new Mat(4, 1, CV_64F, opaqueBlack)) { // 4x1 is what OpenCV takes for a colour
            bitwise_or(pixels, colour, target);
        }
    }
}
