package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTest {
    private static final PictureSize SIZE = new PictureSize(60, 40);
    private static final int GROUND = 0xFF406080;
    private static final int MARK = 0xFFC0A040;
    private static final long FRAME = 100_000_000;

    @TempDir
    Path folder;

    private final FramePool pool = new FramePool();
    private final Canvas canvas = new Canvas();

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        canvas.close();
        pool.close();
    }

    /// {@return a picture with a mark of 10x10 at 5,5}
    private VideoFrame picture(long ptsNanos) {
        VideoFrame frame = pool.take(SIZE, ptsNanos, true);
        canvas.fill(frame, GROUND);
        canvas.fill(frame, MARK, new PictureRect(5, 5, 10, 10));
        return frame;
    }

    @Test
    void edgesAreCutAndTheRestStays() {
        try (VideoFrame cut = Pixels.filtered("crop=7,2,20,30", picture(0))) {
            assertThat(cut.opaque()).isFalse();
            assertThat(Pixels.argb(cut, 6, 5)).isZero();
            assertThat(Pixels.argb(cut, 7, 5)).isEqualTo(MARK);
            assertThat(Pixels.argb(cut, 7, 1)).isZero();
            assertThat(Pixels.argb(cut, 39, 9)).isEqualTo(GROUND);
            assertThat(Pixels.argb(cut, 40, 9)).isZero();
            assertThat(Pixels.argb(cut, 7, 10)).isZero();
        }
        try (VideoFrame all = Pixels.filtered("crop=100,0,0,0", picture(0))) {
            assertThat(Pixels.argb(all, 59, 39)).isZero();
        }
    }

    @Test
    void aPictureSaysWhatStays() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF000000);
        image.setRGB(1, 0, 0x00FFFFFF);
        Path byAlpha = folder.resolve("alpha.png");
        ImageIO.write(image, "png", byAlpha.toFile());
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        grey.setRGB(0, 0, 0x404040);
        Path byLight = folder.resolve("light.png");
        ImageIO.write(grey, "png", byLight.toFile());
        try (VideoFrame left = Pixels.filtered("mask=" + byAlpha, picture(0));
                VideoFrame right = Pixels.filtered("mask=" + byAlpha + ",invert=yes", picture(0));
                VideoFrame quarter = Pixels.filtered("mask=" + byLight, picture(0))) {
            assertThat(Pixels.argb(left, 2, 2)).isEqualTo(GROUND);
            assertThat(Pixels.argb(left, 58, 2)).isZero();
            assertThat(Pixels.argb(right, 2, 2)).isZero();
            assertThat(Pixels.argb(right, 58, 2)).isEqualTo(GROUND);
            assertThat(Pixels.argb(quarter, 10, 10)).isEqualTo(0x40302810);
        }
    }

    @Test
    void thePictureMovesByTheTimeAndComesInAgain() {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("scroll=-60,100")), GpuMode.OFF)) {
            try (VideoFrame first = chain.apply(picture(7 * FRAME));
                    VideoFrame second = chain.apply(picture(8 * FRAME));
                    VideoFrame round = chain.apply(picture(17 * FRAME))) {
                assertThat(Pixels.argb(first, 5, 5)).isEqualTo(MARK);
                // 6 to the left, 10 down: the mark's left column is at -1, which is 59
                assertThat(Pixels.argb(second, 59, 15)).isEqualTo(MARK);
                assertThat(Pixels.argb(second, 8, 24)).isEqualTo(MARK);
                assertThat(Pixels.argb(second, 9, 24)).isEqualTo(GROUND);
                assertThat(Pixels.argb(second, 5, 14)).isEqualTo(GROUND);
                // after a second: 60 to the left, which is the width, and 100 down, which is 2.5 heights
                assertThat(Pixels.argb(round, 5, 25)).isEqualTo(MARK);
                assertThat(Pixels.argb(round, 5, 24)).isEqualTo(GROUND);
            }
            assertThat(chain.moves()).isTrue();
        }
    }

    @Test
    void edgesBecomeStrongerAndPlainPartsStay() {
        try (VideoFrame sharp = Pixels.filtered("sharpen=1", picture(0))) {
            assertThat(Pixels.argb(sharp, 30, 30)).isEqualTo(GROUND);
            assertThat(Pixels.argb(sharp, 10, 10)).isEqualTo(MARK);
            assertThat(Pixels.argb(sharp, 5, 10) >> 16 & 0xFF).isGreaterThan(0xC0);
            assertThat(Pixels.argb(sharp, 4, 10) >> 16 & 0xFF).isLessThan(0x40);
            assertThat(Pixels.argb(sharp, 5, 10) >>> 24).isEqualTo(0xFF);
        }
    }

    @Test
    void picturesComeLaterAndKeepTheirTime() {
        List<Integer> seen = new ArrayList<>();
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("delay=250")), GpuMode.OFF)) {
            for (int i = 0; i < 7; i++) {
                VideoFrame input = pool.take(SIZE, i * FRAME, true);
                canvas.fill(input, 0xFF000000 | i);
                try (VideoFrame output = chain.apply(input)) {
                    assertThat(output.ptsNanos()).isEqualTo(i * FRAME);
                    seen.add(Pixels.argb(output, 0, 0) & 0xFF);
                }
            }
            assertThat(seen).containsExactly(0, 0, 0, 0, 1, 2, 3);
        }
    }
}
