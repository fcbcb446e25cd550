package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;

/// AV1CodecConfigurationRecord (AV1 Codec ISO Media File Format Binding §2.3), the "av1C", with the sequence header
/// in it.
///
/// @param sequence what the sequence header says
/// @param header   the OBU with the sequence header, with its size; read-only, position 0 to limit
public record Av1Configuration(Av1SequenceHeader sequence, ByteBuffer header) {
    private static final int MARKER_AND_VERSION = 0x81;
    private static final int HEADER_BYTES = 4;

    /// {@return the record of an encoder's output}
    ///
    /// @param obus low-overhead bytes (AV1 §5.2), borrowed
    /// @throws CodecFormatException if there is no sequence header that can be read
    public static Av1Configuration of(ByteBuffer obus) throws CodecFormatException {
        ByteBuffer header = Av1Obus.first(obus, Av1Obus.SEQUENCE_HEADER);
        ByteBuffer copy = ByteBuffer.allocate(header.remaining());
        copy.put(header.duplicate()).flip();
        return new Av1Configuration(Av1SequenceHeader.parse(Av1Obus.payload(header)), copy.asReadOnlyBuffer());
    }

    /// @param record borrowed, position to limit
    /// @throws CodecFormatException if it is cut short, breaks the specification or has no sequence header
    public static Av1Configuration parse(ByteBuffer record) throws CodecFormatException {
        ByteBuffer in = record.slice();
        if (in.remaining() < HEADER_BYTES || (in.get(0) & 0xFF) != MARKER_AND_VERSION) {
            throw new CodecFormatException(
                    "av1C: " + in.remaining()
                            + " bytes without marker and version 1 (expected: at least 4, beginning with 0x81, AV1-ISOBMFF §2.3.3)");
        }
        return of(in.position(HEADER_BYTES));
    }

    /// {@return the record's bytes, position 0 to limit}
    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + header.remaining());
        out.put((byte) MARKER_AND_VERSION);
        out.put((byte) (sequence.profile() << 5 | sequence.level()));
        out.put((byte) ((sequence.highTier() ? 0x80 : 0)
                | (sequence.bits() > 8 ? 0x40 : 0)
                | (sequence.bits() == 12 ? 0x20 : 0)
                | (sequence.monochrome() ? 0x10 : 0)
                | (sequence.subsamplingX() ? 0x08 : 0)
                | (sequence.subsamplingY() ? 0x04 : 0)
                | sequence.chromaPosition()));
        out.put((byte) 0); // no initial presentation delay
        return out.put(header.duplicate()).flip();
    }

    /// {@return parameters for packets of OBUs with sizes}
    ///
    /// @param frameRate     which no sequence header must say
    /// @param bitsPerSecond target bit rate, 0 where unknown
    public CodecParameters.Video toParameters(Rational frameRate, int bitsPerSecond) {
        ColorInfo color = sequence.color();
        return new CodecParameters.Video(
                Codec.AV1, sequence.width(), sequence.height(), frameRate, color, encode(), bitsPerSecond);
    }

    /// {@return the name of AV1-ISOBMFF §5, such as `av01.0.04M.08`}
    public String codecString() {
        return "av01.%d.%02d%s.%02d"
                .formatted(sequence.profile(), sequence.level(), sequence.highTier() ? "H" : "M", sequence.bits());
    }
}
