package io.rostrum.capture.source.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReadingTest {
    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void name() {
        file = folder.resolve("image.any");
    }

    @Test
    void alphaIsKeptAndPremultiplied() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80FF0000);
        image.setRGB(1, 0, 0xFF00BFBF);
        ImageIO.write(image, "png", file.toFile());

        DrawnPicture picture = ImageReading.read(file);

        assertThat(picture.pixels()).containsExactly(0x80800000, 0xFF00BFBF);
        assertThat(picture.opaque()).isFalse();
    }

    /// A picture of 16x8 whose upper left quarter is white, saved as the camera of each orientation would store it:
    /// Exif 2.32 §4.6.4 says on which sides row 0 and column 0 of the stored picture are.
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"})
    void photographsAreTurnedUpright(int orientation, int right, int bottom) throws Exception {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                image.setRGB(x, y, 0xFFFFFF);
            }
        }
        Files.write(file, withExif(image, orientation));

        DrawnPicture picture = ImageReading.read(file);

        boolean turned = orientation >= 5;
        PictureSize size = picture.size();
        assertThat(size).isEqualTo(turned ? new PictureSize(32, 64) : new PictureSize(64, 32));
        for (int quarter = 0; quarter < 4; quarter++) {
            int x = size.width() * (1 + 2 * (quarter & 1)) / 4;
            int y = size.height() * (1 + 2 * (quarter >> 1)) / 4;
            boolean white = (picture.pixels()[y * size.width() + x] & 0xFF) > 127;
            assertThat(white).as("quarter %d", quarter).isEqualTo((quarter & 1) == right && (quarter >> 1) == bottom);
        }
    }

    @ParameterizedTest
    @CsvSource({"9000,9000", "20000,100"})
    void aHugePictureIsRefusedByItsHeader(int width, int height) throws Exception {
        ByteBuffer header =
                ByteBuffer.allocate(17).putInt(0x49484452).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        ByteBuffer png = ByteBuffer.allocate(64)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a"))
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue());
        Files.write(file, png.array());

        assertThatThrownBy(() -> ImageReading.read(file))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(
                        width + "x" + height + " pixels; make it smaller than 40 megapixels and 16384 a side");
    }

    @Test
    void missingFilesAndFilesThatAreNoImageSaySo() throws Exception {
        assertThatThrownBy(() -> ImageReading.read(file)).hasMessageContaining("is not there");
        Files.writeString(file, "hello, this is text");
        assertThatThrownBy(() -> ImageReading.read(file)).hasMessageContaining("is no image that can be read");
        Files.write(file, HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000"));
        assertThatThrownBy(() -> ImageReading.read(file)).isInstanceOf(DeviceException.class);
    }

    private static byte[] withExif(BufferedImage image, int orientation) throws Exception {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        byte[] plain = jpeg.toByteArray();
        // APP1, 34 bytes, "Exif", big-endian TIFF, one entry: Orientation, SHORT, 1 value
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100"
                        + HexFormat.of().toHexDigits((byte) orientation) + "0000" + "00000000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.writeBytes(exif);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }
}
