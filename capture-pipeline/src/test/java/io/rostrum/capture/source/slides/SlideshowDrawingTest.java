package io.rostrum.capture.source.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.drawn.Drawing.Moment;
import io.rostrum.capture.source.slides.SlideshowDrawing.Settings;
import io.rostrum.effects.picture.PictureSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlideshowDrawingTest {
    private static final PictureSize SIZE = new PictureSize(64, 32);
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private Path picture(String name, int argb) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = new int[40 * 40];
        Arrays.fill(pixels, argb);
        image.setRGB(0, 0, 40, 40, pixels, 0, 40);
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private SlideshowDrawing show(double seconds, double fade, boolean shuffle, boolean loop) {
        return new SlideshowDrawing(
                new Settings(
                        List.of(folder),
                        Duration.ofMillis((long) (1000 * seconds)),
                        Duration.ofMillis((long) (1000 * fade)),
                        shuffle,
                        loop),
                new Random(7));
    }

    /// {@return the colour in the middle}
    private static int seen(Drawing drawing, double seconds) throws DeviceException {
        Moment moment = drawing.at(BEGIN.plusMillis((long) (1000 * seconds)));
        return moment.content().draw(SIZE).picture().pixels()[SIZE.width() * SIZE.height() / 2 + SIZE.width() / 2];
    }

    @Test
    void aFolderIsShownByNameAndBegunAgain() throws Exception {
        picture("b.png", GREEN);
        picture("A.png", RED);
        picture("c.png", BLUE);
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        SlideshowDrawing show = show(2, 0, false, true);
        assertThat(seen(show, 0)).isEqualTo(RED);
        assertThat(show.at(BEGIN).holds()).isEqualTo(Duration.ofSeconds(2));
        assertThat(show.at(BEGIN).caption()).isEqualTo("picture 1 of 3");
        assertThat(seen(show, 1.9)).isEqualTo(RED);
        assertThat(seen(show, 2)).isEqualTo(GREEN);
        assertThat(seen(show, 4)).isEqualTo(BLUE);
        picture("0.png", GREEN);
        assertThat(seen(show, 6)).isEqualTo(GREEN);
        assertThat(show.at(BEGIN.plusSeconds(6)).caption()).isEqualTo("picture 1 of 4");
    }

    @Test
    void theProportionsAreKeptAndTheRestIsTransparent() throws Exception {
        picture("a.png", RED);
        int[] pixels =
                show(2, 0, false, true).at(BEGIN).content().draw(SIZE).picture().pixels();
        assertThat(pixels[0]).isZero();
        assertThat(Arrays.stream(pixels).filter(argb -> argb == RED).count()).isBetween(28L * 28, 32L * 32);
    }

    @Test
    void onePictureFadesIntoTheNext() throws Exception {
        picture("a.png", RED);
        picture("b.png", BLUE);
        SlideshowDrawing show = show(2, 1, false, false);
        assertThat(seen(show, 0)).isEqualTo(RED);
        assertThat(seen(show, 2)).isEqualTo(RED);
        int half = seen(show, 2.5);
        assertThat(half >>> 24).isGreaterThan(250);
        assertThat(half >> 16 & 0xFF).isBetween(120, 135);
        assertThat(half & 0xFF).isBetween(120, 135);
        assertThat(seen(show, 3)).isEqualTo(BLUE);
        assertThat(seen(show, 100)).as("the last one stays").isEqualTo(BLUE);
    }

    @Test
    void brokenPicturesAreLeftOutWithASentence() throws Exception {
        Files.writeString(folder.resolve("a.png"), "no picture");
        picture("b.png", BLUE);
        SlideshowDrawing show = show(2, 0, false, true);
        assertThat(seen(show, 0)).isEqualTo(BLUE);
        assertThat(show.at(BEGIN).trouble())
                .contains(
                        "left out: file " + folder.resolve("a.png") + " is no image that can be read; use PNG or JPEG");

        Files.delete(folder.resolve("b.png"));
        SlideshowDrawing none = show(2, 0, false, true);
        Moment moment = none.at(BEGIN);
        assertThat(moment.trouble())
                .hasValueSatisfying(why -> assertThat(why).startsWith("none of the 1 pictures can be shown: file "));
        assertThat(moment.content().draw(SIZE).picture().pixels()).containsOnly(0);
    }

    @Test
    void pagesAreTurnedBothWays() throws Exception {
        picture("a.png", RED);
        picture("b.png", GREEN);
        picture("c.png", BLUE);
        SlideshowDrawing show = show(60, 0, false, true);
        assertThat(seen(show, 0)).isEqualTo(RED);
        show.turn(1);
        assertThat(seen(show, 1)).isEqualTo(GREEN);
        show.turn(-2);
        assertThat(seen(show, 2)).isEqualTo(BLUE);
    }

    @Test
    void theLotShowsEachOnce() throws Exception {
        for (int i = 0; i < 6; i++) {
            picture(i + ".png", 0xFF000000 | 40 * i);
        }
        SlideshowDrawing show = show(1, 0, true, true);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            seen.add(seen(show, i));
        }
        assertThat(seen).hasSize(6);
    }

    @Test
    void whatIsNotThereIsRefused() {
        SlideshowDrawing show = new SlideshowDrawing(
                new Settings(List.of(folder.resolve("none")), Duration.ofSeconds(1), Duration.ZERO, false, false),
                new Random(7));
        assertThatThrownBy(show::open)
                .hasMessageStartingWith("none of the pictures and folders of the slideshow is there; check the paths");
        assertThatThrownBy(() -> show(1, 2, false, false))
                .hasMessage("slideshow fade: 2.0 (expected: 0 to the 1.0 seconds of a picture)");
    }
}
