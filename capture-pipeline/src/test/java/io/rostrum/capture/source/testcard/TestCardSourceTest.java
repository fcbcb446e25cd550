package io.rostrum.capture.source.testcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.nio.IntBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Positions and numbers here are worked out by hand from the definition of the card, not through its layout.
class TestCardSourceTest {
    private static final PictureSize SIZE = new PictureSize(640, 320);
    private static final Rational RATE = new Rational(30000, 1001);
    private static final int CELL = 20;

    private final FramePool pool = new FramePool();

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void theCodeOfANumberIsSyncBitsValueCheckSync() {
        // 0x12345: nibbles 1^2^3^4^5 = 1, ^0xA = 0xB
        assertThat(Integer.toBinaryString(TestCardLayout.code(0x12345)))
                .isEqualTo("10" + "00010010001101000101" + "1011" + "01");
        assertThat(TestCardLayout.code(0x7FF12345L)).isEqualTo(TestCardLayout.code(0x12345));
    }

    @Test
    void stripsBarsAndFlashAreWhereTheReadersLook() {
        TestCardPainter painter = new TestCardPainter(SIZE, RATE, "Test");
        try (VideoFrame frame = painter.paint(pool, 0x12345, 5_010_000_000L, 0xABCDE)) {
            assertThat(readStrip(frame, 12)).isEqualTo(0x12345);
            assertThat(readStrip(frame, 14)).isEqualTo(0xABCDE);
            assertThat(pixel(frame, 3 * CELL, 2 * CELL)).isEqualTo(0xFFFFFF);
            int[] bars = {0xBFBFBF, 0xBFBF00, 0x00BFBF, 0x00BF00, 0xBF00BF, 0xBF0000, 0x0000BF};
            for (int bar = 0; bar < 7; bar++) {
                assertThat(pixel(frame, (2 + 4 * bar) * CELL, 5 * CELL)).isEqualTo(bars[bar]);
                assertThat(pixel(frame, (6 + 4 * bar) * CELL - 1, 11 * CELL - 1))
                        .isEqualTo(bars[bar]);
            }
            for (int row : new int[] {11, 13, 15}) {
                assertThat(pixel(frame, 10 * CELL, row * CELL + CELL / 2)).isZero();
            }
            assertThat(pixel(frame, CELL, 12 * CELL + CELL / 2)).isZero();
            assertThat(pixel(frame, 30 * CELL + 1, 14 * CELL + CELL / 2)).isZero();
        }
        try (VideoFrame dark = painter.paint(pool, 1, 5_066_000_000L, 0)) {
            assertThat(pixel(dark, 3 * CELL, 2 * CELL)).isZero();
        }
    }

    @Test
    void framesAreNumberedByTheClockAndEvenlySpaced() {
        MediaClock clock = MediaClock.startingNow();
        TestCardSource source = new TestCardSource(SIZE, RATE, pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            long[] last = {-1};
            for (int i = 0; i < 5; i++) {
                sink.next(frame -> {
                    long index = readStrip(frame, 12);
                    assertThat(frame.ptsNanos()).isCloseTo(index * 1001 * 1_000_000_000L / 30000, within(1L));
                    assertThat(index).isGreaterThan(last[0]);
                    last[0] = index;
                });
            }
            source.close();
            int after = sink.size();
            source.close();
            assertThat(sink.size()).isEqualTo(after);
        }
    }

    private static int pixel(VideoFrame frame, int x, int y) {
        IntBuffer pixels = DrawnPicture.pixelsOf(frame);
        return pixels.get(y * frame.strideBytes() / 4 + x) & 0xFFFFFF;
    }

    private static long readStrip(VideoFrame frame, int row) {
        long bits = 0;
        for (int cell = 0; cell < 28; cell++) {
            int green = pixel(frame, (2 + cell) * CELL + CELL / 2, row * CELL + CELL / 2) >> 8 & 0xFF;
            bits = bits << 1 | (green > 127 ? 1 : 0);
        }
        assertThat(bits >> 26).isEqualTo(0b10);
        assertThat(bits & 3).isEqualTo(0b01);
        return bits >> 6 & 0xFFFFF;
    }
}
