package io.rostrum.effects.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/// Expected values are computed here in double precision from Recommendation ITU-R BT.709-6, items 3.2 to 3.4.
class I420ConverterTest {
    private static final int STRIDE_PADDING = 48;

    /// 75 % bars as 8-bit R'G'B', and Y, Cb, Cr worked out by hand from the formulas.
    private static final int[][] BARS = {
        {191, 191, 191, 180, 128, 128},
        {191, 191, 0, 168, 44, 136},
        {0, 191, 191, 145, 147, 44},
        {0, 191, 0, 133, 63, 52},
        {191, 0, 191, 63, 193, 204},
        {191, 0, 0, 51, 109, 212},
        {0, 0, 191, 28, 212, 120},
    };

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Planes(int[][] y, int[][] u, int[][] v) {}

    @Test
    void barsOf75PercentHaveTheCodesOfTheRecommendation() {
        for (int[] bar : BARS) {
            int argb = 0xFF000000 | bar[0] << 16 | bar[1] << 8 | bar[2];
            Planes planes = convert(new PictureSize(32, 4), (_, _) -> argb, false);
            assertThat(planes.y()[3][17]).as("Y of %s", (Object) bar).isCloseTo(bar[3], within(1));
            assertThat(planes.u()[1][9]).as("Cb of %s", (Object) bar).isCloseTo(bar[4], within(1));
            assertThat(planes.v()[1][9]).as("Cr of %s", (Object) bar).isCloseTo(bar[5], within(1));
        }
    }

    @Test
    void blackAndWhiteFillTheLimitedRangeExactly() {
        Planes black = convert(new PictureSize(16, 2), (_, _) -> 0xFF000000, false);
        Planes white = convert(new PictureSize(16, 2), (_, _) -> 0xFFFFFFFF, false);
        assertThat(new int[] {black.y()[0][0], black.u()[0][0], black.v()[0][0]})
                .containsExactly(16, 128, 128);
        assertThat(new int[] {white.y()[0][0], white.u()[0][0], white.v()[0][0]})
                .containsExactly(235, 128, 128);
    }

    @Test
    void randomPixelsAreWithinHalfACodeOfTheExactFormula() {
        PictureSize size = new PictureSize(102, 38);
        int[] noise = new Random(709).ints((long) size.width() * size.height()).toArray();
        assertExact(size, (x, y) -> noise[y * size.width() + x], false);
        assertExact(size, (x, y) -> noise[y * size.width() + x], true);
    }

    @Test
    void everyCornerOfTheColourCubeIsExact() {
        assertExact(
                new PictureSize(16, 2),
                (x, _) -> 0xFF000000
                        | ((x / 2 & 4) != 0 ? 0xFF0000 : 0)
                        | ((x / 2 & 2) != 0 ? 0xFF00 : 0)
                        | ((x / 2 & 1) != 0 ? 0xFF : 0),
                false);
    }

    @Test
    void anOddPictureIsRefused() {
        assertThatThrownBy(() -> convert(new PictureSize(15, 2), (_, _) -> 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("picture for 4:2:0: 15x2 (expected: width and height even)");
    }

    private static void assertExact(PictureSize size, IntBinaryOperator argbAt, boolean nv12) {
        Planes planes = convert(size, argbAt, nv12);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double exact = 16 + 219 * luma(rgb(argbAt.applyAsInt(x, y)));
                assertThat((double) planes.y()[y][x]).isCloseTo(exact, within(0.51));
            }
        }
        for (int y = 0; y < size.height() / 2; y++) {
            for (int x = 0; x < size.width() / 2; x++) {
                double[] mean = new double[3];
                for (int row = 0; row < 2; row++) {
                    for (int step = -1; step <= 1; step++) {
                        double[] rgb = rgb(argbAt.applyAsInt(Math.max(0, 2 * x + step), 2 * y + row));
                        for (int c = 0; c < 3; c++) {
                            mean[c] += rgb[c] * (step == 0 ? 2 : 1) / 8;
                        }
                    }
                }
                double cb = (mean[2] - luma(mean)) / 1.8556;
                double cr = (mean[0] - luma(mean)) / 1.5748;
                assertThat((double) planes.u()[y][x]).isCloseTo(128 + 224 * cb, within(0.51));
                assertThat((double) planes.v()[y][x]).isCloseTo(128 + 224 * cr, within(0.51));
            }
        }
    }

    private static double[] rgb(int argb) {
        return new double[] {(argb >> 16 & 0xFF) / 255.0, (argb >> 8 & 0xFF) / 255.0, (argb & 0xFF) / 255.0};
    }

    private static double luma(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static Planes convert(PictureSize size, IntBinaryOperator argbAt, boolean nv12) {
        int width = size.width();
        int height = size.height();
        int stride = width + STRIDE_PADDING;
        try (FramePool pool = new FramePool();
                VideoFrame frame = pool.take(size, 0, true);
                BytePointer y = new BytePointer((long) stride * height);
                BytePointer u = new BytePointer((long) stride * height);
                BytePointer v = new BytePointer((long) stride * height);
                I420Converter converter = new I420Converter()) {
            BytePointer pixels = frame.pixels().capacity((long) frame.strideBytes() * height);
            for (int row = 0; row < height; row++) {
                for (int x = 0; x < width; x++) {
                    pixels.putInt((long) row * frame.strideBytes() + 4L * x, argbAt.applyAsInt(x, row));
                }
            }
            if (nv12) {
                converter.convertToNv12(frame, y, stride, u, stride);
                int[][] both = read(u, stride, width, height / 2);
                return new Planes(read(y, stride, width, height), everySecond(both, 0), everySecond(both, 1));
            }
            converter.convert(frame, y, stride, u, stride, v, stride);
            return new Planes(
                    read(y, stride, width, height),
                    read(u, stride, width / 2, height / 2),
                    read(v, stride, width / 2, height / 2));
        }
    }

    private static int[][] read(BytePointer plane, int stride, int width, int height) {
        int[][] codes = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                codes[y][x] = plane.get((long) y * stride + x) & 0xFF;
            }
        }
        return codes;
    }

    private static int[][] everySecond(int[][] plane, int first) {
        int[][] half = new int[plane.length][plane[0].length / 2];
        for (int y = 0; y < half.length; y++) {
            for (int x = 0; x < half[y].length; x++) {
                half[y][x] = plane[y][2 * x + first];
            }
        }
        return half;
    }
}
