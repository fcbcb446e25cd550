package io.rostrum.push.codec;

import java.nio.ByteBuffer;

/// Open bitstream units of AV1 in the low-overhead format (AV1 Bitstream & Decoding Process §5.2, §5.3): each after a
/// header that says its type and its size.
public final class Av1Obus {
    static final int SEQUENCE_HEADER = 1;
    private static final int TEMPORAL_DELIMITER = 2;
    private static final int MAX_LEB128_BYTES = 8;

    private Av1Obus() {}

    /// {@return the temporal unit as it is carried in FLV and MP4: without temporal delimiters (AV1-ISOBMFF §2.4)}
    ///
    /// @param unit borrowed, position to limit
    /// @return a view of `unit` where only its beginning is left out, else a copy
    /// @throws CodecFormatException if it is cut short, or an OBU has no size
    public static ByteBuffer withoutDelimiters(ByteBuffer unit) throws CodecFormatException {
        int begin = unit.position();
        while (begin < unit.limit() && type(unit, begin) == TEMPORAL_DELIMITER) {
            begin = end(unit, begin);
        }
        for (int at = begin; at < unit.limit(); at = end(unit, at)) {
            if (type(unit, at) == TEMPORAL_DELIMITER) {
                return copyWithout(unit, begin);
            }
        }
        return unit.slice(begin, unit.limit() - begin);
    }

    private static ByteBuffer copyWithout(ByteBuffer unit, int begin) throws CodecFormatException {
        ByteBuffer out = ByteBuffer.allocate(unit.limit() - begin);
        for (int at = begin; at < unit.limit(); at = end(unit, at)) {
            if (type(unit, at) != TEMPORAL_DELIMITER) {
                out.put(unit.slice(at, end(unit, at) - at));
            }
        }
        return out.flip();
    }

    /// {@return whether there is a sequence header among them}
    ///
    /// @param obus borrowed, position to limit
    /// @throws CodecFormatException if one is cut short, or has no size
    public static boolean hasSequenceHeader(ByteBuffer obus) throws CodecFormatException {
        for (int at = obus.position(); at < obus.limit(); at = end(obus, at)) {
            if (type(obus, at) == SEQUENCE_HEADER) {
                return true;
            }
        }
        return false;
    }

    /// {@return the first OBU of that type, with its header; a view of `obus`}
    static ByteBuffer first(ByteBuffer obus, int type) throws CodecFormatException {
        for (int at = obus.position(); at < obus.limit(); at = end(obus, at)) {
            if (type(obus, at) == type) {
                return obus.slice(at, end(obus, at) - at);
            }
        }
        throw new CodecFormatException(
                "AV1: no OBU of type " + type + " in " + obus.remaining() + " bytes (expected: one, AV1 §6.2.2)");
    }

    /// {@return what follows the header of an OBU}
    static ByteBuffer payload(ByteBuffer obu) throws CodecFormatException {
        int header = headerBytes(obu, obu.position());
        int size = sizeBytes(obu, obu.position() + header);
        return obu.slice(obu.position() + header + size, obu.remaining() - header - size);
    }

    private static int type(ByteBuffer in, int at) throws CodecFormatException {
        need(in, at);
        int header = in.get(at) & 0xFF;
        if ((header & 0x80) != 0 || (header & 0x02) == 0) {
            throw new CodecFormatException("AV1: OBU header 0x%02x at byte %d (expected: one with a size, AV1 §5.3.2)"
                    .formatted(header, at - in.position()));
        }
        return header >>> 3 & 0x0F;
    }

    private static int headerBytes(ByteBuffer in, int at) throws CodecFormatException {
        type(in, at);
        return (in.get(at) & 0x04) != 0 ? 2 : 1; // obu_extension_flag
    }

    private static int sizeBytes(ByteBuffer in, int at) throws CodecFormatException {
        for (int i = 0; i < MAX_LEB128_BYTES; i++) {
            need(in, at + i);
            if ((in.get(at + i) & 0x80) == 0) {
                return i + 1;
            }
        }
        throw new CodecFormatException("AV1: OBU size of more than 8 bytes (expected: leb128, AV1 §4.10.5)");
    }

    /// {@return where the next OBU begins}
    private static int end(ByteBuffer in, int at) throws CodecFormatException {
        int sizeAt = at + headerBytes(in, at);
        int bytes = sizeBytes(in, sizeAt);
        long size = 0;
        for (int i = 0; i < bytes; i++) {
            size |= (long) (in.get(sizeAt + i) & 0x7F) << (7 * i);
        }
        int left = in.limit() - sizeAt - bytes;
        if (size > left) {
            throw new CodecFormatException(
                    "AV1: OBU of " + size + " bytes: " + left + " left (expected: a whole one, AV1 §5.3.1)");
        }
        return sizeAt + bytes + (int) size;
    }

    private static void need(ByteBuffer in, int at) throws CodecFormatException {
        if (at >= in.limit()) {
            throw new CodecFormatException(
                    "AV1: an OBU ends at byte " + (at - in.position()) + " (expected: header and size, AV1 §5.3.1)");
        }
    }
}
