package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkTest {
    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final int GROUND = 0xFF406080;

    @TempDir
    Path folder;

    private final FramePool pool = new FramePool();
    private final Canvas canvas = new Canvas();
    private Instant now = Instant.parse("2026-11-21T12:00:00.2Z");
    private Path logo;

    @BeforeEach
    void paintALogo() throws IOException {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                image.setRGB(x, y, x < 10 ? 0xFFFF0000 : 0x8000FF00);
            }
        }
        logo = folder.resolve("logo.png");
        ImageIO.write(image, "png", logo.toFile());
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        canvas.close();
        pool.close();
    }

    @Test
    void aLogoIsPixelExactInItsCorner() {
        try (VideoFrame frame = mark("watermark=" + logo + ",corner=bottom-right,margin=7")) {
            int left = 320 - 7 - 20;
            int top = 180 - 7 - 10;
            assertThat(argb(frame, left, top)).isEqualTo(0xFFFF0000);
            assertThat(argb(frame, left + 9, top + 9)).isEqualTo(0xFFFF0000);
            // 0x80 of green over the ground: 128 + 96 · 127/255, and 127/255 of the others.
            assertThat(argb(frame, left + 10, top)).isEqualTo(0xFF20B040);
            assertThat(argb(frame, left - 1, top)).isEqualTo(GROUND);
            assertThat(argb(frame, left, top - 1)).isEqualTo(GROUND);
            assertThat(argb(frame, left + 20, top + 9)).isEqualTo(GROUND);
        }
    }

    @Test
    void opacityLetsTheGroundShineThrough() {
        try (VideoFrame frame = mark("watermark=" + logo + ",at=0:0,opacity=0.4")) {
            // 0.4 · 255 = 102 is the mark's alpha: 102 + 64 · 153/255 of red.
            assertThat(argb(frame, 0, 0)).isEqualTo(0xFF8C3A4D);
        }
    }

    @Test
    void aMarkPartlyOutsideIsCutAndOneOutsideIsNotDrawn() {
        try (VideoFrame frame = mark("watermark=" + logo + ",at=-15:-5")) {
            assertThat(argb(frame, 4, 4)).isEqualTo(0xFF20B040);
            assertThat(argb(frame, 5, 4)).isEqualTo(GROUND);
        }
        try (VideoFrame frame = mark("watermark=" + logo + ",at=320:0")) {
            assertThat(argb(frame, 319, 0)).isEqualTo(GROUND);
        }
    }

    @Test
    void sizeIsAPartOfTheHeightOrExact() {
        try (VideoFrame frame = mark("watermark=" + logo + ",at=0:0,size=0.5")) {
            assertThat(argb(frame, 60, 89)).isEqualTo(0xFFFF0000);
            assertThat(argb(frame, 60, 90)).isEqualTo(GROUND);
            assertThat(argb(frame, 180, 60)).isEqualTo(GROUND);
        }
        try (VideoFrame frame = mark("watermark=" + logo + ",at=0:0,size=40x8")) {
            assertThat(argb(frame, 5, 7)).isEqualTo(0xFFFF0000);
            assertThat(argb(frame, 5, 8)).isEqualTo(GROUND);
        }
    }

    @Test
    void textIsDrawnWithItsColourAndADarkEdge() {
        try (VideoFrame frame = mark("watermark=text:HHH,corner=top-left,margin=10,size=0.3,color=ffff00")) {
            int bright = 0;
            int dark = 0;
            for (int y = 0; y < SIZE.height(); y++) {
                for (int x = 0; x < SIZE.width(); x++) {
                    int pixel = argb(frame, x, y);
                    bright += pixel == 0xFFFFFF00 ? 1 : 0;
                    dark += (pixel >> 8 & 0xFF) < 0x40 ? 1 : 0;
                    if (x < 10 || y < 10 || y >= 70) {
                        assertThat(pixel).isEqualTo(GROUND);
                    }
                }
            }
            assertThat(bright).isGreaterThan(400);
            assertThat(dark).isGreaterThan(200);
        }
    }

    @Test
    void theClockIsPaintedAnewOnceASecond() {
        List<FilterSpec> specs = List.of(FilterSpec.parse("watermark=clock,size=0.2"));
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        try (FilterChain chain = FilterChain.create(specs, GpuMode.OFF, clock, (_, _) -> {});
                VideoFrame noon = chain.apply(ground())) {
            now = now.plus(Duration.ofMillis(700));
            try (VideoFrame same = chain.apply(ground())) {
                assertThat(Likeness.greatestDifference(noon.mat(), same.mat())).isZero();
            }
            now = now.plus(Duration.ofMillis(200));
            try (VideoFrame next = chain.apply(ground())) {
                assertThat(Likeness.greatestDifference(noon.mat(), next.mat())).isGreaterThan(100);
            }
        }
    }

    private VideoFrame mark(String spec) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF)) {
            return chain.apply(ground());
        }
    }

    private VideoFrame ground() {
        VideoFrame frame = pool.take(SIZE, 0, true);
        canvas.fill(frame, GROUND);
        return frame;
    }

    private static int argb(VideoFrame frame, int x, int y) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .getInt((long) y * frame.strideBytes() + 4L * x);
    }
}
