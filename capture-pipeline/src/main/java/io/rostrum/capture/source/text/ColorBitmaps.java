package io.rostrum.capture.source.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// The PNG pictures of a font's glyphs: the tables CBLC, where each is, and CBDT, what it is (OpenType 1.9.1, "CBLC –
/// Color Bitmap Location Table" and "CBDT – Color Bitmap Data Table"). Thread-safe.
final class ColorBitmaps {
    private static final int CBLC = 0x43424C43;
    private static final int CBDT = 0x43424454;
    private static final int TRUE_TYPE = 0x00010000;
    private static final int OPEN_TYPE = 0x4F54544F;
    private static final int STRIKE_BYTES = 48;
    /// No picture of one glyph is larger.
    private static final int MOST_PNG_BYTES = 1 << 20;

    private final ByteBuffer location;
    private final ByteBuffer data;

    /// One glyph's picture.
    ///
    /// @param png         as a PNG file
    /// @param left        from the writing position to its left edge, its pixels
    /// @param top         from the base line up to its top edge, its pixels
    /// @param advance     to the next writing position, its pixels
    /// @param pixelsPerEm its scale
    record Bitmap(ByteBuffer png, int left, int top, int advance, int pixelsPerEm) {}

    private ColorBitmaps(ByteBuffer location, ByteBuffer data) {
        this.location = location;
        this.data = data;
    }

    /// {@return the pictures in a font file; empty if it has none}
    ///
    /// @throws IndexOutOfBoundsException if the file is broken
    static Optional<ColorBitmaps> read(Path file) throws IOException {
        ByteBuffer font;
        try (FileChannel channel = FileChannel.open(file)) {
            font = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        if (font.limit() < 12 || (font.getInt(0) != TRUE_TYPE && font.getInt(0) != OPEN_TYPE)) {
            return Optional.empty();
        }
        Optional<ByteBuffer> location = table(font, CBLC);
        Optional<ByteBuffer> data = table(font, CBDT);
        return location.isPresent() && data.isPresent()
                ? Optional.of(new ColorBitmaps(location.get(), data.get()))
                : Optional.empty();
    }

    private static Optional<ByteBuffer> table(ByteBuffer font, int tag) {
        int tables = Short.toUnsignedInt(font.getShort(4));
        for (int i = 0; i < tables; i++) {
            int record = 12 + 16 * i;
            if (font.getInt(record) == tag) {
                return Optional.of(font.slice(font.getInt(record + 8), font.getInt(record + 12)));
            }
        }
        return Optional.empty();
    }

    /// {@return the picture of a glyph, of the first strike that has it; empty where there is none}
    Optional<Bitmap> of(int glyph) {
        try {
            int strikes = location.getInt(4);
            for (int strike = 0; strike < strikes; strike++) {
                Optional<Bitmap> found = inStrike(glyph, 8 + STRIKE_BYTES * strike);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IndexOutOfBoundsException _) {
            // the font is broken there
        }
        return Optional.empty();
    }

    private Optional<Bitmap> inStrike(int glyph, int strike) {
        int array = location.getInt(strike);
        int subtables = location.getInt(strike + 8);
        int pixelsPerEm = Byte.toUnsignedInt(location.get(strike + 45));
        for (int i = 0; i < subtables; i++) {
            int entry = array + 8 * i;
            int first = unsigned(location, entry);
            int last = unsigned(location, entry + 2);
            if (glyph >= first && glyph <= last) {
                return inSubtable(glyph, glyph - first, array + location.getInt(entry + 4), pixelsPerEm);
            }
        }
        return Optional.empty();
    }

    private Optional<Bitmap> inSubtable(int glyph, int index, int table, int pixelsPerEm) {
        int format = unsigned(location, table);
        int image = unsigned(location, table + 2);
        int base = location.getInt(table + 4);
        return switch (format) {
            case 1 -> {
                int begin = location.getInt(table + 8 + 4 * index);
                int end = location.getInt(table + 12 + 4 * index);
                yield end > begin ? bitmap(image, base + begin, table, pixelsPerEm) : Optional.empty();
            }
            case 2 -> bitmap(image, base + index * location.getInt(table + 8), table + 12, pixelsPerEm);
            case 3 -> {
                int begin = unsigned(location, table + 8 + 2 * index);
                int end = unsigned(location, table + 10 + 2 * index);
                yield end > begin ? bitmap(image, base + begin, table, pixelsPerEm) : Optional.empty();
            }
            case 4 -> sparse(glyph, image, base, table, pixelsPerEm);
            case 5 -> constant(glyph, image, base, table, pixelsPerEm);
            default -> Optional.empty();
        };
    }

    private Optional<Bitmap> sparse(int glyph, int image, int base, int table, int pixelsPerEm) {
        int glyphs = location.getInt(table + 8);
        for (int i = 0; i < glyphs; i++) {
            int pair = table + 12 + 4 * i;
            if (unsigned(location, pair) == glyph) {
                return bitmap(image, base + unsigned(location, pair + 2), table, pixelsPerEm);
            }
        }
        return Optional.empty();
    }

    private Optional<Bitmap> constant(int glyph, int image, int base, int table, int pixelsPerEm) {
        int bytes = location.getInt(table + 8);
        int glyphs = location.getInt(table + 20);
        for (int i = 0; i < glyphs; i++) {
            if (unsigned(location, table + 24 + 2 * i) == glyph) {
                return bitmap(image, base + i * bytes, table + 12, pixelsPerEm);
            }
        }
        return Optional.empty();
    }

    /// @param image   format of the data: 17 and 18 bring their measures along, for 19 they are in CBLC
    /// @param measures where they are then
    private Optional<Bitmap> bitmap(int image, int at, int measures, int pixelsPerEm) {
        return switch (image) {
            case 17 -> of(data, at, at + 5, pixelsPerEm);
            case 18 -> of(data, at, at + 8, pixelsPerEm);
            case 19 -> of(location, measures, at, pixelsPerEm);
            default -> Optional.empty();
        };
    }

    /// Small and big measures begin alike: height, width, bearing x, bearing y, advance, a byte each.
    private Optional<Bitmap> of(ByteBuffer measures, int at, int lengthAt, int pixelsPerEm) {
        int length = data.getInt(lengthAt);
        if (length <= 0 || length > MOST_PNG_BYTES || pixelsPerEm == 0) {
            return Optional.empty();
        }
        return Optional.of(new Bitmap(
                data.slice(lengthAt + 4, length),
                measures.get(at + 2),
                measures.get(at + 3),
                Byte.toUnsignedInt(measures.get(at + 4)),
                pixelsPerEm));
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }
}
