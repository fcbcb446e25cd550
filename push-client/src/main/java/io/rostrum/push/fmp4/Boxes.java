package io.rostrum.push.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Boxes within a box (ISO/IEC 14496-12 §4.2).
final class Boxes {
    private static final int HEADER_BYTES = 8;

    private Boxes() {}

    /// @param content after size and type, position 0 to limit
    /// @param offset  of the content in what was read
    record Box(String type, ByteBuffer content, int offset) {}

    /// {@return the boxes that fill `bytes`}
    ///
    /// @param bytes position to limit
    /// @throws MovieFormatException if they do not fill it
    static List<Box> in(ByteBuffer bytes) throws MovieFormatException {
        List<Box> boxes = new ArrayList<>();
        int at = bytes.position();
        while (at < bytes.limit()) {
            int left = bytes.limit() - at;
            int size = left < HEADER_BYTES ? 0 : bytes.getInt(at);
            if (size < HEADER_BYTES || size > left) {
                throw new MovieFormatException(
                        "box at " + at + ": " + size + " bytes (expected: 8 to " + left + ", §4.2)");
            }
            boxes.add(new Box(
                    type(bytes, at + 4), bytes.slice(at + HEADER_BYTES, size - HEADER_BYTES), at + HEADER_BYTES));
            at += size;
        }
        return boxes;
    }

    /// {@return the first box of that path, such as `mdia/mdhd`}
    static Optional<ByteBuffer> find(ByteBuffer bytes, String path) throws MovieFormatException {
        ByteBuffer inside = bytes;
        for (String step : path.split("/", -1)) {
            Optional<Box> found =
                    in(inside).stream().filter(box -> box.type().equals(step)).findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            inside = found.get().content();
        }
        return Optional.of(inside);
    }

    /// {@return the first box of that path}
    ///
    /// @throws MovieFormatException if there is none, or it is shorter than `least`
    static ByteBuffer require(ByteBuffer bytes, String path, int least) throws MovieFormatException {
        ByteBuffer found = find(bytes, path).orElseThrow(() -> new MovieFormatException("box " + path + ": missing"));
        if (found.remaining() < least) {
            throw new MovieFormatException(
                    "box " + path + ": " + found.remaining() + " bytes (expected: at least " + least + ")");
        }
        return found;
    }

    static String type(ByteBuffer bytes, int at) {
        byte[] name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
