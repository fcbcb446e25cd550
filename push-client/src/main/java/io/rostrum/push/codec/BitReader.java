package io.rostrum.push.codec;

/// Reads numbers of any width from bytes, most significant bit first, and never past the end.
final class BitReader {
    private final String what;
    private final byte[] bytes;
    private final int limitBits;
    private int position;

    /// @param what  what is read, for messages
    /// @param bytes borrowed
    BitReader(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
        this.limitBits = bytes.length * 8;
    }

    int remaining() {
        return limitBits - position;
    }

    boolean flag() throws CodecFormatException {
        return bits(1) != 0;
    }

    /// {@return the next `count` bits as an unsigned number}
    ///
    /// @param count 0 to 31
    int bits(int count) throws CodecFormatException {
        if (count > remaining()) {
            throw new CodecFormatException(what + ": ends after " + bytes.length + " bytes (expected: " + count
                    + " more bits at bit " + position + ")");
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | (bytes[position >>> 3] >>> (7 - (position & 7)) & 1);
            position++;
        }
        return value;
    }

    long unsigned32() throws CodecFormatException {
        return (long) bits(16) << 16 | bits(16);
    }

    void skip(int count) throws CodecFormatException {
        for (int rest = count; rest > 0; rest -= 16) {
            bits(Math.min(rest, 16));
        }
    }

    /// Goes on to the next byte's first bit, where it is not there already.
    void alignToByte() throws CodecFormatException {
        skip(-position & 7);
    }

    /// ue(v), ITU-T H.264 §9.1.
    ///
    /// @param name field, for messages
    /// @param max  largest value accepted, below 2^31
    int unsignedExpGolomb(String name, int max) throws CodecFormatException {
        long value = expGolomb(name);
        if (value > max) {
            throw new CodecFormatException(what + ": " + name + ": " + value + " (expected: 0 to " + max + ")");
        }
        return (int) value;
    }

    /// se(v), ITU-T H.264 §9.1.1.
    int signedExpGolomb(String name) throws CodecFormatException {
        long code = expGolomb(name);
        long magnitude = (code + 1) / 2;
        return (int) ((code & 1) != 0 ? magnitude : -magnitude);
    }

    private long expGolomb(String name) throws CodecFormatException {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 31) {
                throw new CodecFormatException(what + ": " + name
                        + ": more than 31 leading zeros (expected: a number below 2^32, H.264 §9.1)");
            }
        }
        return (1L << zeros) - 1 + bits(zeros);
    }
}
