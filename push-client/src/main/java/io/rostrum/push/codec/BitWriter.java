package io.rostrum.push.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Writes numbers of any width, most significant bit first.
final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int used;

    void bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            current = current << 1 | (value >>> i & 1);
            if (++used == 8) {
                bytes.write(current);
                current = 0;
                used = 0;
            }
        }
    }

    /// {@return the bytes so far, the last one filled up with zeros}
    ByteBuffer toBuffer() {
        if (used > 0) {
            bits(0, 8 - used);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
