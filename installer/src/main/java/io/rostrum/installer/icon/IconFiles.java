package io.rostrum.installer.icon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/// Writes the mark as files: SVG and PNG for Linux, ICO for Windows, ICNS for macOS. Run while packaging.
public final class IconFiles {
    private static final List<Integer> PNG_PIXELS = List.of(48, 128, 256);
    private static final List<Integer> ICO_PIXELS = List.of(16, 24, 32, 48, 64, 128, 256);
    /// The types of Apple's icon format that hold PNG, with their size.
    private static final SortedMap<String, Integer> ICNS_PIXELS =
            new TreeMap<>(Map.of("ic07", 128, "ic08", 256, "ic09", 512, "ic10", 1024));

    private static final int ICO_HEADER_BYTES = 6;
    private static final int ICO_ENTRY_BYTES = 16;
    private static final int ICNS_HEADER_BYTES = 8;

    private IconFiles() {}

    /// @param arguments the folder to write to
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("rostrum.svg"), Mark.svg());
        for (int pixels : PNG_PIXELS) {
            Files.write(folder.resolve("rostrum-" + pixels + ".png"), png(pixels));
        }
        Files.write(folder.resolve("rostrum.ico"), ico());
        Files.write(folder.resolve("rostrum.icns"), icns());
    }

    private static byte[] png(int pixels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(Mark.picture(pixels), "png", out);
        return out.toByteArray();
    }

    /// {@return an icon directory of PNG pictures, as Windows has known since Vista}
    static byte[] ico() throws IOException {
        Map<Integer, byte[]> pictures = new LinkedHashMap<>();
        for (int pixels : ICO_PIXELS) {
            pictures.put(pixels, png(pixels));
        }
        int offset = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * pictures.size();
        int total = offset
                + pictures.values().stream().mapToInt(bytes -> bytes.length).sum();
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) 1).putShort((short) pictures.size());
        for (Map.Entry<Integer, byte[]> picture : pictures.entrySet()) {
            byte side = (byte) (picture.getKey() == 256 ? 0 : picture.getKey()); // 0 stands for 256
            out.put(side)
                    .put(side)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) 1)
                    .putShort((short) 32);
            out.putInt(picture.getValue().length).putInt(offset);
            offset += picture.getValue().length;
        }
        pictures.values().forEach(out::put);
        return out.array();
    }

    /// {@return the pictures each behind its type and length, big-endian}
    static byte[] icns() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, Integer> type : ICNS_PIXELS.entrySet()) {
            byte[] picture = png(type.getValue());
            body.write(icnsHeader(type.getKey(), picture.length));
            body.write(picture);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(icnsHeader("icns", body.size()));
        body.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] icnsHeader(String type, int bodyBytes) {
        return ByteBuffer.allocate(ICNS_HEADER_BYTES)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(ICNS_HEADER_BYTES + bodyBytes)
                .array();
    }
}
