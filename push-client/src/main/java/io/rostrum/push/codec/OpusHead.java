package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The identification header of Opus (RFC 7845 §5.1): what a decoder must know first.
///
/// @param channels   1 to 8
/// @param preSkip    samples at 48 kHz to leave out at the beginning
/// @param sampleRate of the original, Hz; Opus itself always has 48 kHz
/// @param gain       to be applied, 1/256 dB
/// @param mapping    channel mapping family with, for others than 0, its table as it stands
public record OpusHead(int channels, int preSkip, long sampleRate, int gain, ByteBuffer mapping) {
    /// Samples a second of one channel, always.
    public static final int SAMPLE_RATE = 48_000;

    private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 19;
    private static final int MP4_BYTES = 11;

    /// @param head borrowed, position to limit
    /// @throws CodecFormatException if it is cut short or breaks the specification
    public static OpusHead parse(ByteBuffer head) throws CodecFormatException {
        ByteBuffer in = head.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER_BYTES || in.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw new CodecFormatException("OpusHead: " + in.remaining()
                    + " bytes (expected: at least 19, beginning with OpusHead, RFC 7845 §5.1)");
        }
        int version = in.get(8) & 0xFF;
        int channels = in.get(9) & 0xFF;
        int family = in.get(18) & 0xFF;
        if (version > 15 || channels == 0 || (family == 0 && channels > 2)) {
            throw new CodecFormatException("OpusHead: version " + version + ", " + channels + " channels, mapping "
                    + family + " (expected: version 0 to 15, at least 1 channel, at most 2 with mapping 0)");
        }
        int mappingBytes = family == 0 ? 1 : 3 + channels;
        if (in.remaining() < HEADER_BYTES - 1 + mappingBytes) {
            throw new CodecFormatException("OpusHead: mapping: " + (in.remaining() - HEADER_BYTES + 1)
                    + " bytes (expected: " + mappingBytes + ", RFC 7845 §5.1.1)");
        }
        ByteBuffer mapping = ByteBuffer.allocate(mappingBytes);
        mapping.put(in.slice(HEADER_BYTES - 1, mappingBytes)).flip();
        return new OpusHead(
                channels,
                in.getShort(10) & 0xFFFF,
                in.getInt(12) & 0xFFFF_FFFFL,
                in.getShort(16),
                mapping.asReadOnlyBuffer());
    }

    /// {@return the header, as [#parse] takes it, of the content of MP4's `dOps` box}
    ///
    /// @param box borrowed, position to limit
    /// @throws CodecFormatException if it is cut short or of another version
    public static ByteBuffer ofMp4(ByteBuffer box) throws CodecFormatException {
        ByteBuffer in = box.slice();
        if (in.remaining() < MP4_BYTES || in.get(0) != 0) {
            throw new CodecFormatException("dOps: " + in.remaining()
                    + " bytes or another version (expected: at least 11, version 0, Opus in ISOBMFF §4.3.2)");
        }
        ByteBuffer out = ByteBuffer.allocate(MAGIC.length + in.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put(in.get(1)).putShort(in.getShort(2));
        out.putInt(in.getInt(4)).putShort(in.getShort(8)).put(in.slice(10, in.remaining() - 10));
        return out.flip().order(ByteOrder.BIG_ENDIAN);
    }

    /// {@return the content of MP4's `dOps` box (Encapsulation of Opus in ISO Base Media File Format §4.3.2)}
    public ByteBuffer toMp4() {
        ByteBuffer out = ByteBuffer.allocate(10 + mapping.remaining());
        out.put((byte) 0).put((byte) channels).putShort((short) preSkip);
        out.putInt((int) sampleRate).putShort((short) gain);
        return out.put(mapping.duplicate()).flip();
    }

    /// {@return parameters for packets}
    ///
    /// @param head          the bytes this was parsed from, borrowed, kept unchanged in the parameters
    /// @param bitsPerSecond target bit rate, 0 where unknown
    public CodecParameters.Audio toParameters(ByteBuffer head, int bitsPerSecond) {
        return new CodecParameters.Audio(Codec.OPUS, SAMPLE_RATE, channels, head, bitsPerSecond);
    }
}
