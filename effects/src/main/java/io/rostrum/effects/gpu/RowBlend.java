package io.rostrum.effects.gpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.opencv.opencv_core.Mat;

/// Lays one picture on another in one pass over both, where OpenCV's operations would need five. Confined to one
/// thread.
///
/// Two channels of a pixel are worked on at once, 16 bits of an `int` each, on whole rows from arrays into an array: a
/// shape that HotSpot turns into vector instructions.
final class RowBlend {
    private static final int OPAQUE = 255;
    /// Blue and red of a pixel; moved right by eight, green and alpha.
    private static final int TWO_CHANNELS = 0xFF00FF;
    /// A half, for both.
    private static final int ROUND = 0x800080;

    private int[] over = new int[0];
    private int[] under = new int[0];
    private int[] weights = new int[0];
    private byte[] codes = new byte[0];

    /// Writes `(picture · weight + on · (255 − weight)) / 255`, rounded to the nearest, into `on`.
    ///
    /// @param picture BGRA; borrowed, as the others
    /// @param weight  CV_8UC1, of the same size
    /// @param on      BGRA, of the same size
    void blend(Mat picture, Mat weight, Mat on) {
        int width = on.cols();
        if (over.length != width) {
            over = new int[width];
            under = new int[width];
            weights = new int[width];
            codes = new byte[width];
        }
        MemorySegment pictureRows = rows(picture);
        MemorySegment weightRows = rows(weight);
        MemorySegment onRows = rows(on);
        for (int y = 0; y < on.rows(); y++) {
            long row = y * on.step();
            MemorySegment.copy(pictureRows, ValueLayout.JAVA_INT, y * picture.step(), over, 0, width);
            MemorySegment.copy(weightRows, ValueLayout.JAVA_BYTE, y * weight.step(), codes, 0, width);
            MemorySegment.copy(onRows, ValueLayout.JAVA_INT, row, under, 0, width);
            toInts(codes, weights);
            blend(over, weights, under);
            MemorySegment.copy(under, 0, onRows, ValueLayout.JAVA_INT, row, width);
        }
    }

    private static void toInts(byte[] bytes, int[] ints) {
        for (int x = 0; x < ints.length; x++) {
            ints[x] = bytes[x];
        }
    }

    private static void blend(int[] over, int[] weights, int[] under) {
        for (int x = 0; x < under.length; x++) {
            int weight = weights[x] & OPAQUE;
            int rest = OPAQUE - weight;
            int blueRed = (over[x] & TWO_CHANNELS) * weight + (under[x] & TWO_CHANNELS) * rest + ROUND;
            int greenAlpha = (over[x] >>> 8 & TWO_CHANNELS) * weight + (under[x] >>> 8 & TWO_CHANNELS) * rest + ROUND;
            // the nearest to a product / 255, as in PixelRows
            int first = (blueRed + (blueRed >>> 8 & TWO_CHANNELS)) >>> 8 & TWO_CHANNELS;
            int second = (greenAlpha + (greenAlpha >>> 8 & TWO_CHANNELS)) & ~TWO_CHANNELS;
            under[x] = first | second;
        }
    }

    @SuppressWarnings("restricted") // OpenCV's memory gets its bounds
    private static MemorySegment rows(Mat image) {
        long bytes = image.step() * (image.rows() - 1) + image.cols() * image.elemSize();
        return MemorySegment.ofAddress(image.data().address()).reinterpret(bytes);
    }
}
