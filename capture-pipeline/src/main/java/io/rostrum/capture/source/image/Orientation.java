package io.rostrum.capture.source.image;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held: the eight values of the tag Orientation, 0x0112 (Exif 2.32 §4.6.4), in their order from 1.
enum Orientation {
    UPRIGHT(false),
    MIRRORED(false),
    TURNED_180(false),
    FLIPPED(false),
    TRANSPOSED(true),
    TURNED_90(true),
    TRANSVERSED(true),
    TURNED_270(true);

    private static final int JPEG_START = 0xFFD8;
    private static final int APP1 = 0xFFE1;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final int EXIF = 0x45786966;
    private static final int TAG_ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private final boolean swapsSides;

    Orientation(boolean swapsSides) {
        this.swapsSides = swapsSides;
    }

    /// {@return the orientation in the EXIF segment of a JPEG file; upright where there is none, or it is broken}
    ///
    /// @param file the file's first bytes, borrowed
    static Orientation ofJpeg(ByteBuffer file) {
        ByteBuffer in = file.slice();
        if (in.remaining() < 2 || in.getShort() != (short) JPEG_START) {
            return UPRIGHT;
        }
        while (in.remaining() >= 4) {
            int marker = in.getShort() & 0xFFFF;
            int length = in.getShort() & 0xFFFF;
            if (marker < 0xFF00 || marker == START_OF_SCAN || length < 2 || length - 2 > in.remaining()) {
                return UPRIGHT;
            }
            if (marker == APP1 && length >= 8 && in.getInt(in.position()) == EXIF) {
                return ofTiff(in.slice(in.position() + 6, length - 8));
            }
            in.position(in.position() + length - 2);
        }
        return UPRIGHT;
    }

    /// The first directory of a TIFF structure: 12 bytes an entry, tag, type, count and value (TIFF 6.0 §2).
    private static Orientation ofTiff(ByteBuffer tiff) {
        if (tiff.remaining() < 8) {
            return UPRIGHT;
        }
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + i * ENTRY_BYTES;
            if (at + ENTRY_BYTES > tiff.limit()) {
                return UPRIGHT;
            }
            if ((tiff.getShort(at) & 0xFFFF) == TAG_ORIENTATION) {
                int value = tiff.getShort(at + 8) & 0xFFFF;
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    boolean swapsSides() {
        return swapsSides;
    }

    /// {@return what brings a picture of `width` and `height` upright}
    AffineTransform transform(int width, int height) {
        return switch (this) {
            case UPRIGHT -> new AffineTransform();
            case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case TURNED_180 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case FLIPPED -> new AffineTransform(1, 0, 0, -1, 0, height);
            case TRANSPOSED -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case TURNED_90 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case TRANSVERSED -> new AffineTransform(0, -1, -1, 0, height, width);
            case TURNED_270 -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }
}
