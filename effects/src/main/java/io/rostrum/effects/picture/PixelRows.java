package io.rostrum.effects.picture;

import java.nio.ByteOrder;
import java.nio.IntBuffer;

/// The rows of a picture in memory as numbers, for what is worked out pixel by pixel: each pixel is 0xAARRGGBB,
/// premultiplied as the picture is. Confined to one thread, and valid as long as the handle it was made from.
public final class PixelRows {
    private static final int OPAQUE = 0xFF;

    private final IntBuffer pixels;
    private final int rowInts;

    /// @param picture borrowed; [#put] needs a writable one
    public PixelRows(VideoFrame picture) {
        rowInts = picture.strideBytes() / Integer.BYTES;
        pixels = picture.pixels()
                .limit((long) picture.strideBytes() * picture.height())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
    }

    /// Reads as many pixels of a row as `into` holds, from its left.
    public void get(int y, int[] into) {
        pixels.get(y * rowInts, into);
    }

    /// Writes as many pixels of a row as `from` holds.
    public void put(int y, int[] from) {
        pixels.put(y * rowInts, from);
    }

    /// Divides the colours of each pixel by its alpha, and makes it opaque; what is wholly transparent becomes
    /// black.
    public static void straighten(int[] row) {
        for (int x = 0; x < row.length; x++) {
            int pixel = row[x];
            int alpha = pixel >>> 24;
            if (alpha == 0) {
                row[x] = OPAQUE << 24;
            } else if (alpha != OPAQUE) {
                row[x] = OPAQUE << 24
                        | straight(pixel >>> 16 & 0xFF, alpha) << 16
                        | straight(pixel >>> 8 & 0xFF, alpha) << 8
                        | straight(pixel & 0xFF, alpha);
            }
        }
    }

    private static int straight(int channel, int alpha) {
        return Math.min(OPAQUE, (channel * OPAQUE + alpha / 2) / alpha);
    }

    /// Multiplies each pixel, its alpha as well, by the alpha of another.
    public static void fade(int[] row, int[] by) {
        for (int x = 0; x < row.length; x++) {
            int pixel = row[x];
            int alpha = by[x] >>> 24;
            row[x] = part(pixel >>> 24, alpha) << 24
                    | part(pixel >>> 16 & 0xFF, alpha) << 16
                    | part(pixel >>> 8 & 0xFF, alpha) << 8
                    | part(pixel & 0xFF, alpha);
        }
    }

    private static int part(int channel, int alpha) {
        int product = channel * alpha + 128;
        return (product + (product >> 8)) >> 8; // the nearest to product / 255
    }
}
