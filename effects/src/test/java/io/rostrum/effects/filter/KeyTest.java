package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final int SIDE = 120;
    private static final Color GREEN = new Color(0x00B140);
    private static final Color SKIN = new Color(0xC89078);
    private static final Color SHIRT = new Color(0xE8E8E8);
    private static final Color BEHIND = new Color(0x203050);

    private final FramePool pool = new FramePool();
    private final Canvas canvas = new Canvas();

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        canvas.close();
        pool.close();
    }

    @Test
    void theBackdropGoesLitOrInTheShadeAndColoursStay() {
        int[] before = {0xFF00B140, 0xFF008A32, 0xFF00FF5C, 0xFFC89078, 0xFF808080, 0xFFFFFFFF, 0xFF000000, 0xFF2040C0};
        try (VideoFrame after =
                Pixels.filtered("chromakey=00b140,spill=0", Pixels.row(pool, /* alpha= */ false, before))) {
            assertThat(after.opaque()).isFalse();
            assertThat(Pixels.row(after)).startsWith(0, 0, 0);
            for (int x = 3; x < before.length; x++) {
                assertThat(Pixels.argb(after, x, 0)).isEqualTo(before[x]);
            }
        }
    }

    @Test
    void aPictureThatIsNotKeyedAtAllIsTheSame() {
        int[] before = {0xFF00B13F, 0xFF204060, 0xFFFFFF00};
        try (VideoFrame after =
                Pixels.filtered("colorkey=ff00ff,similarity=0.01", Pixels.row(pool, /* alpha= */ false, before))) {
            assertThat(Pixels.row(after)).isEqualTo(before);
        }
    }

    /// Drawn over another background the edge of what was keyed is as if it had been drawn there at once.
    @Test
    void theEdgeIsThatOfThePictureOverAnotherBackground() {
        double worst = 0;
        double sum = 0;
        int count = 0;
        try (VideoFrame keyed = Pixels.filtered(
                        "chromakey=00b140,similarity=0.05,smoothness=0.9", Pictures.fromImage(pool, person(GREEN), 0));
                VideoFrame seen = pool.take(keyed.size(), 0, true);
                VideoFrame expected = Pictures.fromImage(pool, person(BEHIND), 0)) {
            canvas.fill(seen, BEHIND.getRGB());
            canvas.draw(seen, keyed, 0, 0, 1);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double away = DeltaE.of(Pixels.argb(seen, x, y), Pixels.argb(expected, x, y));
                    worst = Math.max(worst, away);
                    if (away > 0.5) {
                        sum += away;
                        count++;
                    }
                }
            }
        }
        assertThat(worst).isLessThan(28);
        assertThat(sum / Math.max(1, count)).isLessThan(12);
    }

    private static BufferedImage person(Color background) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(background);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setColor(SHIRT);
        graphics.fill(new Ellipse2D.Double(14.3, 70.6, 90.2, 90));
        graphics.setColor(SKIN);
        graphics.fill(new Ellipse2D.Double(38.4, 15.2, 44.1, 57.7));
        graphics.dispose();
        return image;
    }

    @Test
    void lightOfTheBackdropIsTakenFromWhatStays() {
        int greenish = 0xFF80A888; // a grey wall by a green one
        try (VideoFrame all =
                        Pixels.filtered("chromakey=green,spill=1", Pixels.row(pool, /* alpha= */ false, greenish));
                VideoFrame none =
                        Pixels.filtered("chromakey=green,spill=0", Pixels.row(pool, /* alpha= */ false, greenish))) {
            int grey = Pixels.argb(all, 0, 0);
            assertThat(Pixels.argb(none, 0, 0)).isEqualTo(greenish);
            assertThat(grey >>> 24).isEqualTo(255);
            assertThat((grey >> 8 & 0xFF) - (grey >> 16 & 0xFF)).isLessThan(6);
            assertThat(DeltaE.lightness(grey)).isCloseTo(DeltaE.lightness(greenish), within(3.0));
        }
    }

    @Test
    void oneColourGoesWithWhatIsNear() {
        int[] before = {0xFF4060FF, 0xFF4260FC, 0xFF40A0FF, 0xFF000000};
        try (VideoFrame after = Pixels.filtered(
                "colorkey=4060ff,similarity=0.05,smoothness=0", Pixels.row(pool, /* alpha= */ false, before))) {
            assertThat(Pixels.row(after)).containsExactly(0, 0, before[2], before[3]);
        }
    }

    @Test
    void darkAndLightGoSoftly() {
        int[] before = {0xFF000000, 0xFF303030, 0xFF404040, 0xFF808080, 0xFFF0F0F0, 0xFFFFFFFF};
        try (VideoFrame after =
                Pixels.filtered("lumakey=0.15,high=0.9,smoothness=0.2", Pixels.row(pool, /* alpha= */ false, before))) {
            assertThat(Pixels.argb(after, 0, 0)).isZero();
            assertThat(Pixels.argb(after, 1, 0) >>> 24).isBetween(30, 70);
            assertThat(Pixels.argb(after, 2, 0) >>> 24)
                    .isGreaterThan(Pixels.argb(after, 1, 0) >>> 24)
                    .isLessThan(255);
            assertThat(Pixels.argb(after, 3, 0)).isEqualTo(before[3]);
            assertThat(Pixels.argb(after, 4, 0)).isZero();
            assertThat(Pixels.argb(after, 5, 0)).isZero();
        }
        try (VideoFrame all =
                Pixels.filtered("lumakey=0,high=1,smoothness=0.5", Pixels.row(pool, /* alpha= */ false, before))) {
            assertThat(Pixels.row(all)).isEqualTo(before);
        }
    }

    @Test
    void whatWasTransparentStaysSo() {
        int[] before = {0x00FFFFFF, 0x80C89078, 0x8000B140, 0xFF808080};
        try (VideoFrame source = Pixels.row(pool, /* alpha= */ true, before);
                VideoFrame after = Pixels.filtered("chromakey=green", source.retain())) {
            assertThat(Pixels.row(after)).containsExactly(0, Pixels.argb(source, 1, 0), 0, 0xFF808080);
        }
    }

    /// A logo with a key before it is drawn as over nothing, and what is half transparent adds up.
    @Test
    void aTextOverAHoleIsThere() {
        int[] before = new int[40];
        Arrays.fill(before, 0xFF00B140);
        try (FilterChain chain = FilterChain.create(
                        List.of(
                                FilterSpec.parse("chromakey=green"),
                                FilterSpec.parse("watermark=text:M,at=0:-20,size=64x40,color=ffffff")),
                        GpuMode.OFF);
                VideoFrame after = chain.apply(Pixels.row(pool, /* alpha= */ false, before))) {
            int[] row = Pixels.row(after);
            assertThat(row).contains(0xFFFFFFFF).contains(0);
            for (int pixel : row) {
                assertThat(pixel >> 8 & 0xFF).isLessThanOrEqualTo(pixel >>> 24);
            }
        }
    }
}
