package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The byte stream format of ITU-T H.264 and H.265 annex B, as encoders give it: NAL units between start codes.
///
/// A start code is `00 00 01`, often with one zero more before it; zeros after a NAL unit belong to none.
public final class AnnexB {
    private static final int LENGTH_BYTES = 4;

    private AnnexB() {}

    /// {@return the NAL units of `stream` in order, each a view into it without its start code}
    ///
    /// @param stream borrowed, position to limit
    /// @throws CodecFormatException if there are bytes and they do not begin with a start code
    public static List<ByteBuffer> split(ByteBuffer stream) throws CodecFormatException {
        int[] bounds = bounds(stream);
        List<ByteBuffer> units = new ArrayList<>(bounds.length / 2);
        for (int i = 0; i < bounds.length; i += 2) {
            units.add(stream.slice(bounds[i], bounds[i + 1] - bounds[i]));
        }
        return units;
    }

    /// Brings an access unit into the layout of packets: each NAL unit after its length in four bytes, parameter sets
    /// and access unit delimiters left out (ISO/IEC 14496-15 §5.3.3, §5.3.4.2).
    ///
    /// Where every start code has four bytes and nothing is left out, the lengths are written over the start
    /// codes and a view of `stream` is the answer; otherwise the units are copied once, into a new buffer.
    ///
    /// @param stream writable, position to limit; its bytes may change
    /// @return position 0 to limit; valid as long as `stream`
    /// @throws CodecFormatException if the bytes do not begin with a start code
    public static ByteBuffer toLengthPrefixed(ByteBuffer stream) throws CodecFormatException {
        return toLengthPrefixed(stream, Codec.H264);
    }

    /// The same for a codec whose units begin with other headers.
    ///
    /// @param codec H.264 or HEVC
    /// @throws CodecFormatException if the bytes do not begin with a start code
    public static ByteBuffer toLengthPrefixed(ByteBuffer stream, Codec codec) throws CodecFormatException {
        int[] bounds = bounds(stream);
        if (fitsInPlace(stream, bounds, codec)) {
            for (int i = 0; i < bounds.length; i += 2) {
                stream.putInt(bounds[i] - LENGTH_BYTES, bounds[i + 1] - bounds[i]);
            }
            return stream.slice();
        }
        ByteBuffer out = ByteBuffer.allocate(stream.remaining() + bounds.length / 2);
        for (int i = 0; i < bounds.length; i += 2) {
            if (isMedia(stream.get(bounds[i]), codec)) {
                int size = bounds[i + 1] - bounds[i];
                out.putInt(size).put(out.position(), stream, bounds[i], size);
                out.position(out.position() + size);
            }
        }
        return out.flip();
    }

    private static boolean fitsInPlace(ByteBuffer stream, int[] bounds, Codec codec) {
        int at = stream.position();
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] != at + LENGTH_BYTES || !isMedia(stream.get(bounds[i]), codec)) {
                return false;
            }
            at = bounds[i + 1];
        }
        return at == stream.limit();
    }

    private static boolean isMedia(byte header, Codec codec) {
        if (codec == Codec.HEVC) {
            int type = HevcNalType.of(header);
            return !HevcNalType.isParameterSet(type) && type != HevcNalType.ACCESS_UNIT_DELIMITER;
        }
        return switch (AvcNalType.of(header)) {
            case AvcNalType.SPS, AvcNalType.PPS, AvcNalType.SPS_EXTENSION, AvcNalType.ACCESS_UNIT_DELIMITER -> false;
            default -> true;
        };
    }

    /// {@return the payload of a NAL unit without its emulation prevention bytes (H.264 §7.4.1): 00 00 03 becomes 00
    /// 00}
    static byte[] unescape(ByteBuffer nal) {
        byte[] out = new byte[nal.remaining()];
        int size = 0;
        int zeros = 0;
        for (int i = nal.position(); i < nal.limit(); i++) {
            byte value = nal.get(i);
            if (zeros >= 2 && value == 3) {
                zeros = 0;
                continue;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            out[size++] = value;
        }
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    /// {@return begin and end of each unit, absolute positions, one after the other}
    private static int[] bounds(ByteBuffer stream) throws CodecFormatException {
        int[] bounds = new int[16];
        int count = 0;
        int begin = firstUnit(stream);
        while (begin < stream.limit()) {
            int next = startCode(stream, begin);
            int end = withoutTrailingZeros(stream, begin, next);
            if (end > begin) {
                if (count == bounds.length) {
                    bounds = Arrays.copyOf(bounds, 2 * count);
                }
                bounds[count++] = begin;
                bounds[count++] = end;
            }
            begin = Math.min(next + 3, stream.limit());
        }
        return Arrays.copyOf(bounds, count);
    }

    private static int firstUnit(ByteBuffer stream) throws CodecFormatException {
        int at = stream.position();
        while (at < stream.limit() && stream.get(at) == 0) {
            at++;
        }
        int zeros = at - stream.position();
        if (at < stream.limit() && (stream.get(at) != 1 || zeros < 2)) {
            throw new CodecFormatException("annex B: byte %d is 0x%02x (expected: a start code 00 00 01, H.264 §B.1.1)"
                    .formatted(zeros, stream.get(at)));
        }
        return Math.min(at + 1, stream.limit());
    }

    /// {@return where the next `00 00 01` begins, or the limit}
    private static int startCode(ByteBuffer stream, int from) {
        int last = stream.limit() - 3;
        int i = from;
        while (i <= last) {
            int third = stream.get(i + 2) & 0xFF;
            if (third > 1) {
                i += 3;
            } else if (third == 0) {
                i++;
            } else if (stream.get(i) == 0 && stream.get(i + 1) == 0) {
                return i;
            } else {
                i += 3;
            }
        }
        return stream.limit();
    }

    private static int withoutTrailingZeros(ByteBuffer stream, int begin, int end) {
        int at = end;
        while (at > begin && stream.get(at - 1) == 0) {
            at--;
        }
        return at;
    }
}
