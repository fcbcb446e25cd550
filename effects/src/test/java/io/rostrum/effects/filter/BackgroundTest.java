package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundTest {
    private static final int BLUE = 0xFF3B5B7A;
    private static final int NOSE_X = CutOut.left(0) + (int) (225 * 2.15);
    private static final int NOSE_Y = CutOut.top(0) + (int) (120 * 2.15);

    @TempDir
    Path folder;

    private final FramePool pool = new FramePool();
    private final CutOut person;
    private final BufferedImage room = CutOut.room();

    BackgroundTest() throws IOException {
        person = new CutOut();
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    /// The outline drawn by hand is the truth; the person moves by up to 16 pixels from one picture to the next.
    @Test
    void thePersonIsCutOutAsByHand() {
        long both = 0;
        long either = 0;
        try (FilterChain chain = chain("background=remove")) {
            for (int i = 0; i < 24; i++) {
                try (VideoFrame cut = chain.apply(person.frame(pool, room, i, i))) {
                    assertThat(cut.opaque()).isFalse();
                    int[] pixels = pixels(cut);
                    for (int y = 0; y < CutOut.HEIGHT; y++) {
                        for (int x = 0; x < CutOut.WIDTH; x++) {
                            boolean found = pixels[y * CutOut.WIDTH + x] < 0; // an alpha of 128 or more
                            boolean there = person.part(i, x, y) >= 128;
                            both += found && there ? 1 : 0;
                            either += found || there ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertThat((double) both / either).isGreaterThanOrEqualTo(0.9);
    }

    /// What changes is the noise of the camera alone.
    @Test
    void theOutlineOfAStillHardlyFlickers() {
        double most = 0;
        try (FilterChain chain = chain("background=remove")) {
            int[] last = pixels(chain, 0);
            for (int i = 1; i < 10; i++) {
                int[] next = pixels(chain, i);
                int changed = 0;
                for (int at = 0; at < next.length; at++) {
                    changed += Math.abs((next[at] >>> 24) - (last[at] >>> 24)) > 16 ? 1 : 0;
                }
                most = Math.max(most, (double) changed / next.length);
                last = next;
            }
        }
        assertThat(most).isLessThan(0.005);
    }

    @Test
    void aColourOrAPictureIsBehindThePerson() throws IOException {
        BufferedImage flag = new BufferedImage(400, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = flag.createGraphics();
        Color[] stripes = {Color.BLUE, Color.GREEN, Color.RED};
        for (int i = 0; i < 3; i++) {
            graphics.setColor(stripes[i]);
            graphics.fillRect(i * 400 / 3, 0, 134, 100);
        }
        graphics.dispose();
        Path file = folder.resolve("flag, wide.png");
        ImageIO.write(flag, "png", file.toFile());
        try (VideoFrame before = person.frame(pool, room, 0, 0);
                VideoFrame colour = Pixels.filtered("background=color:3b5b7a", before.retain());
                VideoFrame picture =
                        Pixels.filtered("background=" + file.toString().replace(",", "\\,"), before.retain())) {
            assertThat(colour.opaque()).isTrue();
            assertThat(Pixels.argb(colour, 5, 5)).isEqualTo(BLUE);
            assertThat(Pixels.argb(colour, 1200, 400)).isEqualTo(BLUE);
            assertThat(Pixels.difference(Pixels.argb(colour, NOSE_X, NOSE_Y), Pixels.argb(before, NOSE_X, NOSE_Y)))
                    .isLessThanOrEqualTo(1);
            // Its height fills the whole: of its width the 178 pixels in the middle are seen, 22 of them blue.
            assertThat(Pixels.argb(picture, 20, 5)).isEqualTo(0xFF0000FF);
            assertThat(Pixels.argb(picture, 300, 5)).isEqualTo(0xFF00FF00);
            assertThat(Pixels.argb(picture, 1250, 5)).isEqualTo(0xFFFF0000);
            assertThat(Pixels.difference(Pixels.argb(picture, NOSE_X, NOSE_Y), Pixels.argb(before, NOSE_X, NOSE_Y)))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatWasTransparentStaysSo() {
        try (FilterChain chain = FilterChain.create(
                        List.of(FilterSpec.parse("crop=300,0,0,0"), FilterSpec.parse("background=color:3b5b7a")),
                        GpuMode.OFF);
                VideoFrame after = chain.apply(person.frame(pool, room, 0, 0))) {
            assertThat(Pixels.argb(after, 10, 10)).isZero();
            assertThat(Pixels.argb(after, 1200, 10)).isEqualTo(BLUE);
        }
    }

    @Test
    void withoutAPersonNothingIsLeft() {
        try (VideoFrame after =
                Pixels.filtered("background=remove", Pictures.fromImage(pool, CutOut.wall(0x7A8890), 0))) {
            for (int x = 0; x < CutOut.WIDTH; x += 10) {
                assertThat(Pixels.argb(after, x, 300)).isZero();
            }
        }
    }

    @Test
    void theLightOfTheOldBackgroundIsTakenFromTheOutline() {
        assertThat(awayAtTheOutline(1)).isLessThan(0.9 * awayAtTheOutline(0));
    }

    /// {@return how far the outline's colours before a dark wall are from those the person has without the bright green
    /// that was behind, on average}
    private double awayAtTheOutline(double spill) {
        double sum = 0;
        int count = 0;
        BufferedImage dark = person.before(CutOut.wall(0x202020), 0);
        try (VideoFrame after = Pixels.filtered(
                "background=color:202020,spill=" + spill, person.frame(pool, CutOut.wall(0x30F050), 0, 0))) {
            int[] pixels = pixels(after);
            for (int y = 0; y < CutOut.HEIGHT; y++) {
                for (int x = 6; x < CutOut.WIDTH - 6; x++) {
                    if (person.part(0, x - 6, y) != person.part(0, x + 6, y)) {
                        sum += DeltaE.of(pixels[y * CutOut.WIDTH + x], dark.getRGB(x, y));
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }

    private int[] pixels(FilterChain chain, int noise) {
        try (VideoFrame next = chain.apply(person.frame(pool, room, 0, noise))) {
            return pixels(next);
        }
    }

    private static int[] pixels(VideoFrame frame) {
        int[] pixels = new int[CutOut.WIDTH * CutOut.HEIGHT];
        int[] row = new int[CutOut.WIDTH];
        PixelRows rows = new PixelRows(frame);
        for (int y = 0; y < CutOut.HEIGHT; y++) {
            rows.get(y, row);
            System.arraycopy(row, 0, pixels, y * CutOut.WIDTH, CutOut.WIDTH);
        }
        return pixels;
    }

    private static FilterChain chain(String spec) {
        return FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF);
    }
}
