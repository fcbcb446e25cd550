package io.rostrum.push.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes boxes (ISO/IEC 14496-12 §4.2) into memory that grows; sizes are filled in when a box ends.
final class BoxWriter {
    private byte[] bytes;
    private int size;

    BoxWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /// Writes a box around what `content` writes.
    BoxWriter box(String type, Runnable content) {
        int start = size;
        u32(0).ascii(type);
        content.run();
        patch32(start, size - start);
        return this;
    }

    /// Writes a full box: one with a version and flags (§4.2).
    BoxWriter fullBox(String type, int version, int flags, Runnable content) {
        return box(type, () -> {
            u32(version << 24 | flags);
            content.run();
        });
    }

    BoxWriter u8(int value) {
        room(1)[size++] = (byte) value;
        return this;
    }

    BoxWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    BoxWriter u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    BoxWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    BoxWriter u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    BoxWriter zeros(int count) {
        room(count);
        size += count;
        return this;
    }

    BoxWriter ascii(String text) {
        return put(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// @param source borrowed, position to limit
    BoxWriter put(ByteBuffer source) {
        int count = source.remaining();
        source.get(source.position(), room(count), size, count);
        size += count;
        return this;
    }

    int size() {
        return size;
    }

    void patch32(int at, long value) {
        int end = size;
        size = at;
        u32(value);
        size = end;
    }

    /// {@return all that was written, position 0 to limit; the writer is of no more use}
    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, size).slice();
    }

    /// Memory taken is always zero: it is written once, from front to back.
    private byte[] room(int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
        }
        return bytes;
    }
}
