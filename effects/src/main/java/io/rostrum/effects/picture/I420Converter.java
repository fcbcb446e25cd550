package io.rostrum.effects.picture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;

/// Turns BGRA pictures into the planes that encoders take: 4:2:0, BT.709, limited range. Confined to one thread.
///
/// The matrix is that of Recommendation ITU-R BT.709-6, items 3.2 to 3.4: `E'Y = 0.2126 R + 0.7152 G + 0.0722 B`,
/// luma 16..235, colour differences 16..240 around 128, rounded once to the nearest. Chroma is sited as H.264
/// assumes when nothing is said (chroma_sample_loc_type 0, ITU-T H.264 Annex E.2.1): in line with the left luma
/// column of each pair, half way between its two rows; so it is averaged with the weights 1 2 1 across and 1 1
/// down. Alpha is not looked at: the picture should be opaque.
///
/// The loops work on whole rows, each from arrays of `int` into one array, and to bytes last: a shape that HotSpot
/// turns into vector instructions, several times as fast as one loop that does it all.
public final class I420Converter implements AutoCloseable {
    private static final int LUMA_SHIFT = 16;
    /// Eight weights more than luma: 1 2 1 across two rows.
    private static final int CHROMA_SHIFT = LUMA_SHIFT + 3;

    private static final double KR = 0.2126;
    private static final double KB = 0.0722;
    private static final double KG = 1 - KR - KB;

    private static final int YB = luma(KB);
    private static final int YR = luma(KR);
    private static final int YG = luma(1) - YB - YR;
    private static final int Y_OFFSET = (16 << LUMA_SHIFT) + (1 << (LUMA_SHIFT - 1));

    private static final int UR = chroma(-KR / (2 * (1 - KB)));
    private static final int UG = chroma(-KG / (2 * (1 - KB)));
    private static final int UB = -UR - UG; // grey is exactly 128
    private static final int VB = chroma(-KB / (2 * (1 - KR)));
    private static final int VG = chroma(-KG / (2 * (1 - KR)));
    private static final int VR = -VB - VG;
    private static final int C_OFFSET = (128 << CHROMA_SHIFT) + (1 << (CHROMA_SHIFT - 1));

    /// Two columns, the left one in the low half.
    private static final ValueLayout.OfLong PAIR = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private int[] upper = new int[0];
    private int[] lower = new int[0];
    private int[] redBlue = new int[0];
    private int[] green = new int[0];
    private long[] pairs = new long[0];
    private long[] pairsBefore = new long[0];
    private int[] redBlueSums = new int[0];
    private int[] greenSums = new int[0];
    private int[] codes = new int[0];
    private int[] chromaCodes = new int[0];
    private byte[] luma = new byte[0];
    private byte[] chromaBlue = new byte[0];
    private byte[] chromaRed = new byte[0];
    private byte[] interleaved = new byte[0];

    /// Writes three planes: full luma, and U and V of half the width and height.
    ///
    /// @param picture borrowed; sides even
    /// @param y       address of the first byte of the plane's top row; borrowed for the call
    /// @param yStride bytes from one row of the plane to the next, at least a row's length
    /// @throws IllegalArgumentException for an odd side or a stride shorter than a row
    public void convert(VideoFrame picture, Pointer y, int yStride, Pointer u, int uStride, Pointer v, int vStride) {
        requireEvenSides(picture);
        int half = picture.width() / 2;
        int rows = picture.height() / 2;
        MemorySegment yPlane = plane(y, yStride, picture.width(), picture.height());
        MemorySegment uPlane = plane(u, uStride, half, rows);
        MemorySegment vPlane = plane(v, vStride, half, rows);
        MemorySegment pixels = pixels(picture);
        for (int row = 0; row < rows; row++) {
            convertLuma(picture, pixels, row, yPlane, yStride);
            convertChroma();
            MemorySegment.copy(chromaBlue, 0, uPlane, ValueLayout.JAVA_BYTE, (long) row * uStride, half);
            MemorySegment.copy(chromaRed, 0, vPlane, ValueLayout.JAVA_BYTE, (long) row * vStride, half);
        }
    }

    /// Writes two planes: full luma, and U and V in turns, of half the height. As [#convert] otherwise.
    public void convertToNv12(VideoFrame picture, Pointer y, int yStride, Pointer uv, int uvStride) {
        requireEvenSides(picture);
        int half = picture.width() / 2;
        int rows = picture.height() / 2;
        MemorySegment yPlane = plane(y, yStride, picture.width(), picture.height());
        MemorySegment uvPlane = plane(uv, uvStride, picture.width(), rows);
        MemorySegment pixels = pixels(picture);
        for (int row = 0; row < rows; row++) {
            convertLuma(picture, pixels, row, yPlane, yStride);
            convertChroma();
            for (int x = 0; x < half; x++) {
                interleaved[2 * x] = chromaBlue[x];
                interleaved[2 * x + 1] = chromaRed[x];
            }
            MemorySegment.copy(interleaved, 0, uvPlane, ValueLayout.JAVA_BYTE, (long) row * uvStride, 2 * half);
        }
    }

    @SuppressWarnings("restricted") // the one place where the encoder's memory gets its bounds
    private static MemorySegment plane(Pointer firstRow, int strideBytes, int rowBytes, int rows) {
        if (strideBytes < rowBytes) {
            throw new IllegalArgumentException("stride: " + strideBytes + " bytes (expected: >= " + rowBytes + ")");
        }
        return MemorySegment.ofAddress(firstRow.address()).reinterpret((long) strideBytes * (rows - 1) + rowBytes);
    }

    private static void requireEvenSides(VideoFrame picture) {
        if (picture.width() % 2 != 0 || picture.height() % 2 != 0) {
            throw new IllegalArgumentException(
                    "picture for 4:2:0: " + picture.size() + " (expected: width and height even)");
        }
    }

    private MemorySegment pixels(VideoFrame picture) {
        int width = picture.width();
        if (upper.length != width) {
            upper = new int[width];
            lower = new int[width];
            redBlue = new int[width];
            green = new int[width];
            pairs = new long[width / 2];
            pairsBefore = new long[width / 2];
            redBlueSums = new int[width / 2];
            greenSums = new int[width / 2];
            codes = new int[width];
            chromaCodes = new int[width / 2];
            luma = new byte[width];
            chromaBlue = new byte[width / 2];
            chromaRed = new byte[width / 2];
            interleaved = new byte[width];
        }
        return plane(picture.pixels(), picture.strideBytes(), 4 * width, picture.height());
    }

    private void convertLuma(VideoFrame picture, MemorySegment pixels, int pair, MemorySegment yRows, int stride) {
        int width = picture.width();
        long from = 2L * pair * picture.strideBytes();
        MemorySegment.copy(pixels, ValueLayout.JAVA_INT, from, upper, 0, width);
        MemorySegment.copy(pixels, ValueLayout.JAVA_INT, from + picture.strideBytes(), lower, 0, width);
        lumaRow(upper);
        MemorySegment.copy(luma, 0, yRows, ValueLayout.JAVA_BYTE, 2L * pair * stride, width);
        lumaRow(lower);
        MemorySegment.copy(luma, 0, yRows, ValueLayout.JAVA_BYTE, (2L * pair + 1) * stride, width);
    }

    private void lumaRow(int[] pixels) {
        for (int x = 0; x < codes.length; x++) {
            int pixel = pixels[x];
            int sum = (pixel & 0xFF) * YB + (pixel >>> 8 & 0xFF) * YG + (pixel >>> 16 & 0xFF) * YR;
            codes[x] = (sum + Y_OFFSET) >> LUMA_SHIFT;
        }
        toBytes(codes, luma);
    }

    private void convertChroma() {
        // Red and blue stay packed in one int, 16 bits each, which eight weights of 255 cannot overflow.
        sumRedBlue(upper, lower, redBlue);
        sumGreen(upper, lower, green);
        sumColumns(redBlue, redBlueSums);
        sumColumns(green, greenSums);
        chromaRow(redBlueSums, greenSums, chromaCodes, UB, UG, UR);
        toBytes(chromaCodes, chromaBlue);
        chromaRow(redBlueSums, greenSums, chromaCodes, VB, VG, VR);
        toBytes(chromaCodes, chromaRed);
    }

    private static void sumRedBlue(int[] upper, int[] lower, int[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] = (upper[x] & 0xFF00FF) + (lower[x] & 0xFF00FF);
        }
    }

    private static void sumGreen(int[] upper, int[] lower, int[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] = (upper[x] >>> 8 & 0xFF) + (lower[x] >>> 8 & 0xFF);
        }
    }

    /// Weights 1 2 1 around every second column; the column left of the picture is as its first. Two columns are one
    /// `long`, the left one in its low half: HotSpot makes no vector instructions of steps of two, nor of loops in
    /// which two rounds read the same element.
    private void sumColumns(int[] row, int[] sums) {
        MemorySegment.copy(MemorySegment.ofArray(row), PAIR, 0, pairs, 0, pairs.length);
        pairsBefore[0] = pairs[0] << Integer.SIZE;
        System.arraycopy(pairs, 0, pairsBefore, 1, pairs.length - 1);
        addPairs(pairs, pairsBefore);
        for (int x = 0; x < sums.length; x++) {
            sums[x] = (int) pairsBefore[x];
        }
    }

    /// What the low half carries over into the high one is not looked at.
    private static void addPairs(long[] pairs, long[] before) {
        for (int x = 0; x < pairs.length; x++) {
            before[x] = (pairs[x] << 1) + (pairs[x] >>> Integer.SIZE) + (before[x] >>> Integer.SIZE);
        }
    }

    private static void chromaRow(int[] redBlue, int[] green, int[] codes, int kb, int kg, int kr) {
        for (int x = 0; x < codes.length; x++) {
            int sum = (redBlue[x] & 0xFFFF) * kb + green[x] * kg + (redBlue[x] >>> 16) * kr;
            codes[x] = (sum + C_OFFSET) >> CHROMA_SHIFT;
        }
    }

    private static void toBytes(int[] codes, byte[] bytes) {
        for (int x = 0; x < bytes.length; x++) {
            bytes[x] = (byte) codes[x];
        }
    }

    private static int luma(double weight) {
        return (int) Math.round(weight * 219 / 255 * (1 << LUMA_SHIFT));
    }

    private static int chroma(double weight) {
        return (int) Math.round(weight * 224 / 255 * (1 << LUMA_SHIFT));
    }

    /// Gives up the scratch memory.
    @Override
    public void close() {
        upper = new int[0];
    }
}
