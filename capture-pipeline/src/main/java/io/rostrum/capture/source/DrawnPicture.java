package io.rostrum.capture.source;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/// A picture drawn by Java2D, in the pixel layout of [VideoFrame]: what is drawn once and copied often. Confined to one
/// thread.
public final class DrawnPicture {
    private final BufferedImage image;
    private final int[] pixels;
    private final PictureSize size;

    /// A picture without any colour, all transparent.
    public DrawnPicture(PictureSize size) {
        this.size = size;
        image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB_PRE);
        pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    public PictureSize size() {
        return size;
    }

    /// {@return a brush with smooth edges and text; the caller disposes of it}
    public Graphics2D graphics() {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return graphics;
    }

    /// Draws this into a rectangle of another picture, smoothly, however much smaller it is there.
    public void drawOn(Graphics2D brush, int left, int top, int width, int height) {
        ScaledPainting.draw(brush, image, left, top, width, height);
    }

    /// {@return the pixels, row by row, ARGB premultiplied; changes to them are changes to the picture}
    public int[] pixels() {
        return pixels;
    }

    /// {@return whether every pixel has alpha 255}
    public boolean opaque() {
        for (int pixel : pixels) {
            if (pixel >>> 24 != 0xFF) {
                return false;
            }
        }
        return true;
    }

    /// {@return a new frame with this picture in it}
    ///
    /// @param ptsNanos nanoseconds of the session's clock
    /// @param opaque   what [#opaque()] says
    @MustBeClosed
    public VideoFrame toFrame(FramePool pool, long ptsNanos, boolean opaque) {
        VideoFrame frame = pool.take(size, ptsNanos, opaque);
        copyTo(pixelsOf(frame), frame.strideBytes() / Integer.BYTES, 0, 0);
        return frame;
    }

    /// Copies this picture into another one, replacing what is there.
    ///
    /// @param target      pixels of a frame that nobody else sees
    /// @param strideInts  pixels from one row of the target to the next
    /// @param left        where this picture begins in the target, which has room for it
    /// @param top         likewise
    public void copyTo(IntBuffer target, int strideInts, int left, int top) {
        if (left == 0 && strideInts == size.width()) {
            target.put(top * strideInts, pixels);
            return;
        }
        for (int row = 0; row < size.height(); row++) {
            target.put((top + row) * strideInts + left, pixels, row * size.width(), size.width());
        }
    }

    /// {@return the memory of a frame as ARGB numbers; borrowed, valid until the frame is closed}
    public static IntBuffer pixelsOf(VideoFrame frame) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
    }
}
