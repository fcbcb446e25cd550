package io.rostrum.push.codec;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// An access unit of H.264 as MP4, FLV and packets carry it: each NAL unit after its length (ISO/IEC 14496-15
/// §5.3.4.2).
public final class LengthPrefixedNals {
    private LengthPrefixedNals() {}

    /// Shows each NAL unit in order.
    ///
    /// @param accessUnit  borrowed, position to limit
    /// @param lengthBytes 1, 2 or 4, from the AVCDecoderConfigurationRecord
    /// @param visitor     given a view, valid as long as `accessUnit`
    /// @throws CodecFormatException if a length reaches past the end; units before it were shown
    public static void forEach(ByteBuffer accessUnit, int lengthBytes, Consumer<ByteBuffer> visitor)
            throws CodecFormatException {
        int at = accessUnit.position();
        while (at < accessUnit.limit()) {
            int size = unitSize(accessUnit, at, lengthBytes);
            at += lengthBytes;
            visitor.accept(accessUnit.slice(at, size));
            at += size;
        }
    }

    /// {@return whether decoding can start at this access unit: it has a slice of an IDR picture}
    ///
    /// @param accessUnit  borrowed, position to limit
    /// @param lengthBytes 1, 2 or 4
    /// @throws CodecFormatException if a length before the first such slice reaches past the end
    public static boolean hasIdr(ByteBuffer accessUnit, int lengthBytes) throws CodecFormatException {
        return has(accessUnit, lengthBytes, AvcNalType.IDR_SLICE);
    }

    /// {@return whether a NAL unit of this type of [AvcNalType] is there}
    ///
    /// @param accessUnit  borrowed, position to limit
    /// @param lengthBytes 1, 2 or 4
    /// @throws CodecFormatException if a length before the first such unit reaches past the end
    public static boolean has(ByteBuffer accessUnit, int lengthBytes, int type) throws CodecFormatException {
        int at = accessUnit.position();
        while (at < accessUnit.limit()) {
            int size = unitSize(accessUnit, at, lengthBytes);
            at += lengthBytes;
            if (size > 0 && AvcNalType.of(accessUnit.get(at)) == type) {
                return true;
            }
            at += size;
        }
        return false;
    }

    /// {@return the same units as annex B byte stream, each after `00 00 00 01`; position 0 to limit}
    ///
    /// @param accessUnit  borrowed, position to limit
    /// @param lengthBytes 1, 2 or 4
    /// @throws CodecFormatException if a length reaches past the end
    public static ByteBuffer toAnnexB(ByteBuffer accessUnit, int lengthBytes) throws CodecFormatException {
        int[] bytes = new int[1];
        forEach(accessUnit, lengthBytes, unit -> bytes[0] += Integer.BYTES + unit.remaining());
        ByteBuffer out = ByteBuffer.allocate(bytes[0]);
        forEach(accessUnit, lengthBytes, unit -> out.putInt(1).put(unit));
        return out.flip();
    }

    private static int unitSize(ByteBuffer in, int at, int lengthBytes) throws CodecFormatException {
        int rest = in.limit() - at - lengthBytes;
        long size = rest < 0 ? 0 : length(in, at, lengthBytes);
        if (rest < 0 || size > rest) {
            throw new CodecFormatException("NAL unit at byte " + (at - in.position()) + ": "
                    + (rest < 0 ? "length cut short" : size + " bytes") + " (expected: at most " + Math.max(rest, 0)
                    + " bytes, ISO/IEC 14496-15 §5.3.4.2)");
        }
        return (int) size;
    }

    private static long length(ByteBuffer in, int at, int lengthBytes) {
        return switch (lengthBytes) {
            case 1 -> in.get(at) & 0xFF;
            case 2 -> in.getShort(at) & 0xFFFF;
            case 4 -> in.getInt(at) & 0xFFFF_FFFFL;
            default ->
                throw new IllegalArgumentException("NAL unit length: " + lengthBytes + " bytes (expected: 1, 2 or 4)");
        };
    }
}
