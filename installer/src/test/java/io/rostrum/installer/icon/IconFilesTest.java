package io.rostrum.installer.icon;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IconFilesTest {
    @Test
    void theIconOfWindowsHoldsAPictureForEachSize() throws IOException {
        ByteBuffer ico = ByteBuffer.wrap(IconFiles.ico()).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(ico.getShort(2)).as("type").isEqualTo((short) 1);
        int count = ico.getShort(4);
        for (int i = 0; i < count; i++) {
            int entry = 6 + 16 * i;
            int declared = ico.get(entry) == 0 ? 256 : ico.get(entry) & 0xFF;
            byte[] png = new byte[ico.getInt(entry + 8)];
            ico.get(ico.getInt(entry + 12), png);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(picture.getWidth()).isEqualTo(declared);
        }
        assertThat(count).isEqualTo(7);
    }

    @Test
    void theIconOfMacosIsAChainOfChunks() throws IOException {
        ByteBuffer icns = ByteBuffer.wrap(IconFiles.icns());

        assertThat(icns.getInt(4)).as("length of the file").isEqualTo(icns.capacity());
        int at = 8;
        StringBuilder types = new StringBuilder();
        while (at < icns.capacity()) {
            types.append(new String(icns.array(), at, 4, StandardCharsets.US_ASCII))
                    .append(' ');
            at += icns.getInt(at + 4);
        }
        assertThat(at).isEqualTo(icns.capacity());
        assertThat(types.toString()).isEqualTo("ic07 ic08 ic09 ic10 ");
    }

    @Test
    void theVectorIsWellFormedAndThePictureHasTransparentCorners(@TempDir Path folder) throws Exception {
        IconFiles.main(new String[] {folder.toString()});

        var svg = javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("rostrum.svg").toFile());
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(5);
        BufferedImage picture = ImageIO.read(Files.newInputStream(folder.resolve("rostrum-128.png")));
        assertThat(picture.getRGB(0, 0) >>> 24).isZero();
        assertThat(picture.getRGB(64, 120) >>> 24).isEqualTo(255);
    }
}
