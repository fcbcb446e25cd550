package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LutTest {
    private final FramePool pool = new FramePool();

    @TempDir
    Path folder;

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private static BufferedImage photograph() throws IOException {
        return Pixels.picture("lut/photograph.png");
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/media/lut/" + name))) {
            Files.copy(in, file);
        }
        return file;
    }

    /// What ffmpeg's filters made of the photograph, with 16 bits a channel (README.md beside the files).
    @ParameterizedTest
    @CsvSource({
        "film.cube, film-by-ffmpeg.png",
        "curves.cube, curves-by-ffmpeg.png",
        "hald.png, hald-by-ffmpeg.png",
    })
    void coloursAreThoseOfFfmpeg(String lut, String expected) throws IOException {
        Raster there = Pixels.picture("lut/" + expected).getRaster();
        double worst = 0;
        double sum = 0;
        try (VideoFrame here = Pixels.filtered("lut=" + resource(lut), Pictures.fromImage(pool, photograph(), 0))) {
            for (int y = 0; y < here.height(); y++) {
                for (int x = 0; x < here.width(); x++) {
                    int pixel = Pixels.argb(here, x, y);
                    for (int channel = 0; channel < 3; channel++) {
                        int code = (pixel >> (16 - 8 * channel)) & 0xFF;
                        double away = Math.abs(code - there.getSample(x, y, channel) / 257.0);
                        worst = Math.max(worst, away);
                        sum += away;
                    }
                }
            }
            assertThat(worst).isLessThan(2);
            assertThat(sum / (3.0 * here.width() * here.height())).isLessThan(0.4);
        }
    }

    @Test
    void halfOfItIsHalfWay() throws IOException {
        Path lut = Files.writeString(folder.resolve("dark.cube"), "LUT_1D_SIZE 2\n0 0 0\n0.5 0.5 0.5\n");
        try (VideoFrame half = Pixels.filtered(
                        "lut=" + lut + ",strength=0.5", Pixels.row(pool, /* alpha= */ false, 0xFFC86434));
                VideoFrame none = Pixels.filtered(
                        "lut=" + lut + ",strength=0", Pixels.row(pool, /* alpha= */ false, 0xFFC86434))) {
            assertThat(Pixels.argb(half, 0, 0)).isEqualTo(0xFF964B27);
            assertThat(Pixels.argb(none, 0, 0)).isEqualTo(0xFFC86434);
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "17"})
    void theTableThatChangesNothingChangesNothing(int size) throws IOException {
        StringBuilder text = new StringBuilder("# nothing\nTITLE \"identity\"\n\nLUT_3D_SIZE " + size + "\n");
        double last = size - 1;
        for (int blue = 0; blue < size; blue++) {
            for (int green = 0; green < size; green++) {
                for (int red = 0; red < size; red++) {
                    text.append(red / last).append(' ').append(green / last).append('\t');
                    text.append(blue / last).append('\n');
                }
            }
        }
        unchanged(Files.writeString(folder.resolve("identity.cube"), text));
    }

    /// Both pictures have 512x512 pixels: which one it is, is found out.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void picturesThatChangeNothingChangeNothing(boolean squares) throws IOException {
        BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
        for (int blue = 0; blue < 64; blue++) {
            for (int green = 0; green < 64; green++) {
                for (int red = 0; red < 64; red++) {
                    int rgb = code(red) << 16 | code(green) << 8 | code(blue);
                    int place = red + 64 * green + 4096 * blue;
                    if (squares) {
                        image.setRGB(blue % 8 * 64 + red, blue / 8 * 64 + green, rgb);
                    } else {
                        image.setRGB(place % 512, place / 512, rgb);
                    }
                }
            }
        }
        Path file = folder.resolve("identity.png");
        ImageIO.write(image, "png", file.toFile());
        unchanged(file);
    }

    private static int code(int of64) {
        return (int) Math.round(of64 * 255 / 63.0);
    }

    private void unchanged(Path lut) throws IOException {
        try (VideoFrame before = Pictures.fromImage(pool, photograph(), 0);
                VideoFrame after = Pixels.filtered("lut=" + lut, before.retain())) {
            assertThat(Likeness.greatestDifference(before.mat(), after.mat())).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theDomainSaysWhereTheTableBeginsAndEnds() throws IOException {
        Path lut = Files.writeString(
                folder.resolve("domain.cube"), "LUT_1D_SIZE 2\nDOMAIN_MIN 0.2 0 0\nDOMAIN_MAX 0.6 1 2\n0 0 0\n1 1 1\n");
        try (VideoFrame after =
                Pixels.filtered("lut=" + lut, Pixels.row(pool, /* alpha= */ false, 0xFF6666C8, 0xFF33FF00))) {
            assertThat(Pixels.row(after)).containsExactly(0xFF806664, 0xFF00FF00);
        }
    }

    @Test
    void whatIsHalfTransparentHasTheColoursOfTheWhole() throws IOException {
        Path lut = Files.writeString(folder.resolve("swap.cube"), """
                LUT_3D_SIZE 2
                0 0 0
                0 0 1
                0 1 0
                0 1 1
                1 0 0
                1 0 1
                1 1 0
                1 1 1
                """);
        try (VideoFrame after =
                Pixels.filtered("lut=" + lut, Pixels.row(pool, /* alpha= */ true, 0x80FF0000, 0x00FF00FF))) {
            assertThat(Pixels.argb(after, 0, 0) >>> 24).isEqualTo(0x80);
            assertThat(Pixels.difference(Pixels.argb(after, 0, 0), 0x000080)).isLessThanOrEqualTo(1);
            assertThat(Pixels.argb(after, 1, 0)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LUT_3D_SIZE 2\\n0 0 0\\n0 zero 0 | , line 3: 0 zero 0 (expected: a number instead of zero)
            LUT_3D_SIZE 2\\n0 0 0\\n1 1      | , line 3: 1 1 (expected: three numbers)
            LUT_3D_SIZE 2\\n0 0 0\\n1 1 NaN  | , line 3: 1 1 NaN (expected: a number instead of NaN)
            LUT_3D_SIZE 2\\n0 0 0\\n1 1 1    | : ends after 2 colours (expected: 8, as its size says)
            LUT_3D_SIZE 1                    | , line 1: LUT_3D_SIZE 1 (expected: a whole number from 2 to 129)
            LUT_1D_SIZE 2\\n0 0 0\\n1 1 1\\n2 2 2 | , line 4: 2 2 2 (expected: no more than 2 colours, as its size says)
            LUT_1D_SIZE 2\\nLUT_3D_SIZE 2    | , line 2: LUT_3D_SIZE 2 (expected: one size alone; curves and a cube in one file cannot be read)
            LUT_1D_SIZE 2\\nGAMMA 2          | , line 2: GAMMA 2 (expected: three numbers, or a keyword as DOMAIN_MIN)
            DOMAIN_MIN 0 0                   | , line 1: DOMAIN_MIN 0 0 (expected: DOMAIN_MIN and 3 numbers)
            Dear all,\\nhello                | ' is no colour table: line 1 is "Dear all," (expected: a .cube file with LUT_3D_SIZE or LUT_1D_SIZE, or a .png)'
            0 0 0                            | ' has numbers before LUT_3D_SIZE or LUT_1D_SIZE, in line 1 (expected: a .cube file with LUT_3D_SIZE or LUT_1D_SIZE, or a .png)'
            \\n# nothing                     | ' has no table of colours (expected: a .cube file with LUT_3D_SIZE or LUT_1D_SIZE, or a .png)'
            LUT_1D_SIZE 2\\nDOMAIN_MAX 0 1 1\\n0 0 0\\n1 1 1 | : DOMAIN_MIN 0.0, DOMAIN_MAX 0.0 (expected: a minimum below the maximum)
            """)
    void whatIsNoTableIsSaidWithItsLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("film.cube"), text.replace("\\n", "\n"));
        assertThatThrownBy(() -> FilterChain.create(List.of(FilterSpec.parse("lut=" + file)), GpuMode.OFF)
                        .close())
                .isInstanceOfAny(IllegalArgumentException.class, UncheckedIOException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .endsWith(file + message);
    }

    @Test
    void aPictureOfAnotherSizeIsRefusedByItsHead() throws IOException {
        Path file = folder.resolve("photograph.png");
        ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        assertThatThrownBy(() -> FilterSpec.parse("lut=" + file))
                .hasMessageStartingWith("filter lut: " + file + " has 300x200 pixels (expected: a Hald CLUT");
        assertThatThrownBy(() -> FilterSpec.parse("lut=" + folder))
                .hasMessage("filter lut: " + folder + " (expected: a .cube or .png file that can be read)");
    }
}
