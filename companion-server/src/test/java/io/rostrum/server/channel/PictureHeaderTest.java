package io.rostrum.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeaderTest {
    /// The first 32 bytes of what libwebp made of 36 × 20 pixels: lossless, lossy, lossy with transparency.
    private static final String LOSSLESS = "52494646ba030000574542505650384cae0300002f23c004002707b7b6ed56ca";

    private static final String LOSSY = "52494646fe0100005745425056503820f2010000300c009d012a240014003e91";
    private static final String EXTENDED = "524946460602000057454250565038580a00000010000000230000130000414c";

    static byte[] picture(String format, int width, int height) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @CsvSource({"png,PNG", "jpg,JPEG"})
    void sizesOfWhatOthersEncode(String format, PictureHeader.Kind kind) {
        assertThat(PictureHeader.read(picture(format, 640, 359))).contains(new PictureHeader(kind, 640, 359));
    }

    @ParameterizedTest
    @ValueSource(strings = {LOSSLESS, LOSSY, EXTENDED})
    void sizesOfWebP(String hex) {
        assertThat(PictureHeader.read(bytes(hex))).contains(new PictureHeader(PictureHeader.Kind.WEBP, 36, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GIF89a and so on, for as long as it takes to be a file",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<html><script>alert(1)</script></html>",
                "RIFFxxxxWAVEfmt and more of it, as long as a head",
            })
    void whatIsNoPictureOfTheseKindsIsNone(String text) {
        assertThat(PictureHeader.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aFileThatEndsInItsHeaderIsNone() {
        byte[] jpeg = picture("jpg", 64, 64);
        byte[] png = picture("png", 64, 64);
        for (int length = 0; length < 24; length++) {
            assertThat(PictureHeader.read(Arrays.copyOf(png, length))).isEmpty();
            assertThat(PictureHeader.read(Arrays.copyOf(jpeg, length))).isEmpty();
        }
    }
}
