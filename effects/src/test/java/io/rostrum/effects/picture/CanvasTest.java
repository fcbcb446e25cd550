package io.rostrum.effects.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private final FramePool pool = new FramePool();
    private final Canvas canvas = new Canvas();

    @AfterEach
    void close() {
        assertThat(pool.outstanding()).isZero();
        canvas.close();
        pool.close();
    }

    @Test
    void aFillIsPremultiplied() {
        try (VideoFrame frame = pool.take(new PictureSize(5, 3), 0, false)) {
            canvas.fill(frame, 0x80FF4000);
            assertThat(argb(frame, 4, 2)).isEqualTo(0x80802000);
        }
    }

    @Test
    void aPictureAtItsOwnSizeIsCopiedAndClippedAtTheEdges() {
        try (VideoFrame target = filled(new PictureSize(8, 8), 0xFF102030);
                VideoFrame source = gradient(new PictureSize(6, 6))) {
            canvas.draw(target, source, -2, 5, 1);
            assertThat(argb(target, 0, 5)).isEqualTo(argb(source, 2, 0));
            assertThat(argb(target, 3, 7)).isEqualTo(argb(source, 5, 2));
            assertThat(argb(target, 4, 7)).isEqualTo(0xFF102030);
            assertThat(argb(target, 0, 4)).isEqualTo(0xFF102030);
        }
    }

    @Test
    void premultipliedBlendingFollowsTheOverOperator() {
        for (int alpha : new int[] {0, 1, 64, 127, 128, 254, 255}) {
            for (double opacity : new double[] {1, 0.5, 0.25}) {
                try (VideoFrame target = filled(new PictureSize(4, 4), 0xFF6496C8);
                        VideoFrame source = pool.take(new PictureSize(4, 4), 0, false)) {
                    canvas.fill(source, alpha << 24 | 0xF0A010);
                    int drawn = argb(source, 0, 0);
                    canvas.draw(target, source, 0, 0, opacity);
                    int result = argb(target, 1, 1);
                    assertThat(result >>> 24).isEqualTo(255);
                    for (int shift = 0; shift < 24; shift += 8) {
                        double source8 = (drawn >> shift & 0xFF) * opacity;
                        double under = (0x6496C8 >> shift & 0xFF) * (1 - alpha * opacity / 255);
                        assertThat((double) (result >> shift & 0xFF))
                                .as("alpha %d opacity %s", alpha, opacity)
                                .isBetween(source8 + under - 1.5, source8 + under + 1.5);
                    }
                }
            }
        }
    }

    @Test
    void aTransparentTargetKeepsItsAlphaTrue() {
        try (VideoFrame target = pool.take(new PictureSize(4, 4), 0, false);
                VideoFrame source = pool.take(new PictureSize(4, 4), 0, false)) {
            canvas.fill(target, 0x80FFFFFF);
            canvas.fill(source, 0x80000000);
            canvas.draw(target, source, 0, 0, 1);
            assertThat(argb(target, 0, 0) >>> 24).isBetween(0xBF, 0xC0);
        }
    }

    @Test
    void aPictureIsMirroredTurnedUpsideDownAndTurned() {
        PictureRect all = new PictureRect(0, 0, 6, 6);
        PictureRect where = new PictureRect(1, 1, 6, 6);
        try (VideoFrame target = filled(new PictureSize(8, 8), 0xFF102030);
                VideoFrame source = gradient(new PictureSize(6, 6))) {
            canvas.draw(target, source, all, where, 1, new Turn(true, false, 0));
            assertThat(argb(target, 1, 1)).isEqualTo(argb(source, 5, 0));
            canvas.draw(target, source, all, where, 1, new Turn(false, true, 0));
            assertThat(argb(target, 1, 1)).isEqualTo(argb(source, 0, 5));
            canvas.draw(target, source, all, where, 1, new Turn(false, false, 90));
            assertThat(argb(target, 6, 1)).as("top left, turned clockwise").isEqualTo(argb(source, 0, 0));
            assertThat(argb(target, 1, 1)).isEqualTo(argb(source, 0, 5));
            canvas.draw(target, source, all, where, 1, new Turn(true, false, 180));
            assertThat(argb(target, 1, 1)).isEqualTo(argb(source, 0, 5));
            assertThat(argb(target, 0, 0)).as("around it").isEqualTo(0xFF102030);
            assertThat(argb(target, 7, 7)).as("around it").isEqualTo(0xFF102030);
        }
    }

    @Test
    void aTurnedRectangleCoversItsPlaceAndNothingElse() {
        try (VideoFrame target = filled(new PictureSize(100, 100), 0xFF000000);
                VideoFrame source = filled(new PictureSize(20, 10), 0xFFFFFFFF)) {
            canvas.draw(
                    target,
                    source,
                    PictureRect.of(source.size()),
                    new PictureRect(20, 45, 60, 10),
                    1,
                    new Turn(false, false, 45));
            assertThat(argb(target, 49, 49)).isEqualTo(0xFFFFFFFF);
            assertThat(argb(target, 65, 65)).as("along it, to the lower right").isEqualTo(0xFFFFFFFF);
            assertThat(argb(target, 65, 35)).as("across it").isEqualTo(0xFF000000);
            assertThat(argb(target, 25, 50))
                    .as("where it was before it was turned")
                    .isEqualTo(0xFF000000);
            long white = 0;
            for (int y = 0; y < 100; y++) {
                for (int x = 0; x < 100; x++) {
                    white += argb(target, x, y) & 0xFF;
                }
            }
            assertThat(white / 255.0).as("its area").isBetween(590.0, 610.0);
        }
    }

    @Test
    void whatIsTurnedOutOfThePictureIsNotDrawn() {
        try (VideoFrame target = filled(new PictureSize(20, 20), 0xFF000000);
                VideoFrame source = filled(new PictureSize(20, 20), 0xFFFFFFFF)) {
            PictureRect all = PictureRect.of(source.size());
            canvas.draw(target, source, all, new PictureRect(40, 0, 20, 20), 1, new Turn(false, false, 30));
            assertThat(argb(target, 19, 10)).isEqualTo(0xFF000000);
            canvas.draw(target, source, all, new PictureRect(-10, -10, 20, 20), 0.5, new Turn(false, false, 90));
            assertThat(argb(target, 5, 5)).isIn(0xFF7F7F7F, 0xFF808080);
            assertThat(argb(target, 12, 12)).isEqualTo(0xFF000000);
        }
    }

    @Test
    void shrinkingAveragesEveryPixel() {
        try (VideoFrame target = filled(new PictureSize(4, 4), 0xFF000000);
                VideoFrame source = filled(new PictureSize(64, 64), 0xFF000000)) {
            for (int x = 0; x < 64; x += 2) {
                canvas.fill(source, 0xFFFFFFFF, new PictureRect(x, 0, 1, 64));
            }
            canvas.draw(target, source, PictureRect.of(source.size()), PictureRect.of(target.size()), 1);
            assertThat(argb(target, 2, 2) & 0xFF).isBetween(127, 129);
        }
    }

    @Test
    void aCropIsScaledIntoItsRectangle() {
        try (VideoFrame target = filled(new PictureSize(20, 20), 0xFF000000);
                VideoFrame source = filled(new PictureSize(10, 10), 0xFF00FF00)) {
            canvas.fill(source, 0xFFFF0000, new PictureRect(5, 5, 5, 5));
            canvas.draw(target, source, new PictureRect(5, 5, 5, 5), new PictureRect(2, 4, 15, 10), 1);
            assertThat(argb(target, 2, 4)).isEqualTo(0xFFFF0000);
            assertThat(argb(target, 16, 13)).isEqualTo(0xFFFF0000);
            assertThat(argb(target, 17, 13)).isEqualTo(0xFF000000);
            assertThat(argb(target, 1, 4)).isEqualTo(0xFF000000);
        }
    }

    @Test
    void aCropOutsideOfTheSourceIsRefused() {
        try (VideoFrame target = filled(new PictureSize(4, 4), 0);
                VideoFrame source = filled(new PictureSize(4, 4), 0)) {
            PictureRect outside = new PictureRect(1, 0, 4, 4);
            assertThatThrownBy(() -> canvas.draw(target, source, outside, outside, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: inside of 4x4");
        }
    }

    @Test
    void foreignMemoryIsCopiedByItsStrideAndItsAlpha() {
        try (BytePointer memory = new BytePointer(2 * 20L)) {
            memory.putInt(20, 0x80FF0040);
            PictureSize size = new PictureSize(3, 2);
            try (VideoFrame frame = Pictures.fromMemory(pool, memory, 20, size, Pictures.Alpha.PREMULTIPLIED, 7)) {
                assertThat(argb(frame, 0, 1)).isEqualTo(0x80FF0040);
                assertThat(frame.ptsNanos()).isEqualTo(7);
            }
            try (VideoFrame frame = Pictures.fromMemory(pool, memory, 20, size, Pictures.Alpha.IGNORED, 7)) {
                assertThat(argb(frame, 0, 1)).isEqualTo(0xFFFF0040);
                assertThat(frame.opaque()).isTrue();
            }
            try (VideoFrame frame = Pictures.fromMemory(pool, memory, 20, size, Pictures.Alpha.STRAIGHT, 7)) {
                assertThat(argb(frame, 0, 1)).isEqualTo(0x80800020);
            }
        }
    }

    @Test
    void aJavaImageOfAnyTypeBecomesPremultiplied() {
        BufferedImage straight = new BufferedImage(3, 2, BufferedImage.TYPE_4BYTE_ABGR);
        straight.setRGB(2, 1, new Color(255, 128, 0, 128).getRGB());
        BufferedImage opaque = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        opaque.setRGB(1, 0, 0xFF123456);
        try (VideoFrame first = Pictures.fromImage(pool, straight, 0);
                VideoFrame second = Pictures.fromImage(pool, opaque.getSubimage(1, 0, 2, 2), 0)) {
            assertThat(argb(first, 2, 1)).isEqualTo(0x80804000);
            assertThat(first.opaque()).isFalse();
            assertThat(argb(second, 0, 0)).isEqualTo(0xFF123456);
            assertThat(second.opaque()).isTrue();
        }
    }

    private VideoFrame filled(PictureSize size, int argb) {
        VideoFrame frame = pool.take(size, 0, true);
        canvas.fill(frame, argb);
        return frame;
    }

    private VideoFrame gradient(PictureSize size) {
        VideoFrame frame = filled(size, 0xFF000000);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                canvas.fill(frame, 0xFF000000 + x * 0x2800 + y * 40, new PictureRect(x, y, 1, 1));
            }
        }
        return frame;
    }

    private static int argb(VideoFrame frame, int x, int y) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .getInt((long) y * frame.strideBytes() + 4L * x);
    }
}
