package io.rostrum.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Files of other programs, under `foreign/` of the test resources; its README says how each was made.
public final class ForeignBytes {
    private ForeignBytes() {}

    /// {@return the file's bytes}
    public static byte[] of(String name) {
        try (InputStream in = ForeignBytes.class.getResourceAsStream("/foreign/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("test resource: foreign/" + name + " (expected: a file)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return bytes written as hexadecimal digits; spaces do not count}
    public static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    /// {@return the digits of what is between position and limit}
    public static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return HexFormat.of().formatHex(copy);
    }
}
