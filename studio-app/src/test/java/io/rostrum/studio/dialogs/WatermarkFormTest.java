package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.WatermarkSetting;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatermarkFormTest {
    @TempDir
    Path folder;

    private static WatermarkForm of(Path file, String height, String opacity) {
        return new WatermarkForm(file.toString(), "bottom-left", height, opacity);
    }

    private Path picture() throws IOException {
        Path file = folder.resolve("logo.png");
        ImageIO.write(new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
        return file;
    }

    @Test
    void whatIsTypedIsSavedAndComesBack() throws IOException {
        WatermarkForm form = of(picture(), " 12 ", "80");

        assertThat(form.valid()).isTrue();
        assertThat(form.setting())
                .isEqualTo(new WatermarkSetting(folder.resolve("logo.png").toString(), "bottom-left", 12, 80));
        assertThat(WatermarkForm.of(form.setting())).isEqualTo(of(picture(), "12", "80"));
    }

    @Test
    void whatIsLeftEmptyIsAsTheFileIs() throws IOException {
        WatermarkForm form = of(picture(), "", "");

        assertThat(form.setting())
                .isEqualTo(new WatermarkSetting(folder.resolve("logo.png").toString(), "bottom-left", 0, 100));
        assertThat(WatermarkForm.of(form.setting())).isEqualTo(form);
    }

    @Test
    void withoutAFileThereIsNoneAndTheRestDoesNotCount() {
        WatermarkForm form = new WatermarkForm(" ", "top-left", "much", "0");

        assertThat(form.valid()).isTrue();
        assertThat(form.setting()).isNull();
        assertThat(WatermarkForm.of(null)).isEqualTo(WatermarkForm.NONE);
    }

    @Test
    void aFileThatCannotBeAWatermarkIsRefusedInWords() throws IOException {
        assertThat(of(folder.resolve("none.png"), "", "").fileTrouble())
                .hasValue("There is no such file. Check the path, or choose the file.");
        assertThat(of(folder, "", "").fileTrouble()).hasValue("That is a folder. Choose a file in it.");
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThat(of(text, "", "").fileTrouble()).hasValue("That is no picture. Choose a PNG, JPEG, GIF or BMP file.");
        Path film = Files.writeString(folder.resolve("film.mp4"), "no picture");
        assertThat(of(film, "", "").fileTrouble()).hasValue("That is no picture. Choose a PNG, JPEG, GIF or BMP file.");
        assertThat(of(huge(), "", "").fileTrouble())
                .hasValue("The picture has more than 40 million pixels. Choose a smaller one.");
    }

    /// {@return a PNG of 30000 x 30000 pixels as far as its head (PNG specification, 11.2.2)}
    private Path huge() throws IOException {
        byte[] head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(30_000)
                .putInt(30_000)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        CRC32 sum = new CRC32();
        sum.update(head);
        byte[] file = ByteBuffer.allocate(8 + 4 + head.length + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(head)
                .putInt((int) sum.getValue())
                .array();
        return Files.write(folder.resolve("huge.png"), file);
    }

    @Test
    void percentAreFromOneToAHundred() throws IOException {
        Path file = picture();
        assertThat(of(file, "101", "").heightTrouble())
                .hasValue("That is no height. A number from 1 to 100, in percent.");
        assertThat(of(file, "", "0").opacityTrouble())
                .hasValue("That is no opacity. A number from 1 to 100, in percent.");
        assertThat(of(file, "some", "").valid()).isFalse();
        assertThat(of(file, "1", "100").valid()).isTrue();
    }
}
