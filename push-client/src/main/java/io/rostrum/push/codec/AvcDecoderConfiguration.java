package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1.2), the "avcC": what a decoder of H.264 must know first.
///
/// @param profile       `AVCProfileIndication`: 100 is High
/// @param compatibility the constraint bits
/// @param level         `AVCLevelIndication`: 31 is level 3.1
/// @param lengthBytes   bytes of each NAL unit's length in the samples: 1, 2 or 4
/// @param sps           sequence parameter sets, NAL header first; at least one; read-only, position 0 to limit
/// @param pps           picture parameter sets, likewise
public record AvcDecoderConfiguration(
        int profile, int compatibility, int level, int lengthBytes, List<ByteBuffer> sps, List<ByteBuffer> pps) {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 6;
    private static final int MAX_SPS = 31;
    private static final int MAX_PPS = 255;

    public AvcDecoderConfiguration {
        if (sps.isEmpty() || sps.size() > MAX_SPS || pps.size() > MAX_PPS) {
            throw new IllegalArgumentException("avcC: " + sps.size() + " SPS and " + pps.size()
                    + " PPS (expected: 1 to 31 and 0 to 255, ISO/IEC 14496-15 §5.3.3.1.2)");
        }
        sps = copies(sps);
        pps = copies(pps);
    }

    /// {@return the record of an encoder's parameter sets, with lengths of four bytes}
    ///
    /// @param nals NAL units, borrowed; what is no parameter set is passed over, and so is one said before
    /// @throws CodecFormatException if there is no SPS or it is cut short
    public static AvcDecoderConfiguration of(List<ByteBuffer> nals) throws CodecFormatException {
        List<ByteBuffer> sps = ofType(nals, AvcNalType.SPS);
        List<ByteBuffer> pps = ofType(nals, AvcNalType.PPS);
        if (sps.isEmpty() || sps.getFirst().remaining() < 4) {
            throw new CodecFormatException("parameter sets: no SPS of at least 4 bytes among " + nals.size()
                    + " NAL units (expected: one, H.264 §7.3.2.1)");
        }
        ByteBuffer first = sps.getFirst();
        int at = first.position();
        return new AvcDecoderConfiguration(
                first.get(at + 1) & 0xFF, first.get(at + 2) & 0xFF, first.get(at + 3) & 0xFF, 4, sps, pps);
    }

    /// @param record borrowed, position to limit
    /// @throws CodecFormatException if it is cut short or breaks the specification
    public static AvcDecoderConfiguration parse(ByteBuffer record) throws CodecFormatException {
        ByteBuffer in = record.slice();
        need(in, HEADER_BYTES, "header");
        int version = in.get() & 0xFF;
        if (version != VERSION) {
            throw new CodecFormatException(
                    "avcC: configurationVersion: " + version + " (expected: 1, ISO/IEC 14496-15 §5.3.3.1.2)");
        }
        int profile = in.get() & 0xFF;
        int compatibility = in.get() & 0xFF;
        int level = in.get() & 0xFF;
        int lengthBytes = 1 + (in.get() & 3);
        if (lengthBytes == 3) {
            throw new CodecFormatException(
                    "avcC: lengthSizeMinusOne: 2 (expected: 0, 1 or 3, ISO/IEC 14496-15 §5.3.3.1.2)");
        }
        List<ByteBuffer> sps = readSets(in, in.get() & 0x1F, AvcNalType.SPS, "SPS");
        if (sps.isEmpty()) {
            throw new CodecFormatException("avcC: no SPS (expected: at least one, ISO/IEC 14496-15 §5.3.3.1.2)");
        }
        need(in, 1, "numOfPictureParameterSets");
        List<ByteBuffer> pps = readSets(in, in.get() & 0xFF, AvcNalType.PPS, "PPS");
        return new AvcDecoderConfiguration(profile, compatibility, level, lengthBytes, sps, pps);
    }

    private static List<ByteBuffer> readSets(ByteBuffer in, int count, int type, String name)
            throws CodecFormatException {
        List<ByteBuffer> sets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            need(in, 2, name + " length");
            int size = in.getShort() & 0xFFFF;
            need(in, size, name);
            if (size == 0 || AvcNalType.of(in.get(in.position())) != type) {
                throw new CodecFormatException("avcC: " + name + " " + i + ": " + size
                        + " bytes of another kind (expected: NAL unit type " + type + ", H.264 table 7-1)");
            }
            sets.add(in.slice(in.position(), size));
            in.position(in.position() + size);
        }
        return sets;
    }

    private static void need(ByteBuffer in, int bytes, String field) throws CodecFormatException {
        if (in.remaining() < bytes) {
            throw new CodecFormatException("avcC: " + field + " at byte " + in.position() + ": " + in.remaining()
                    + " bytes left (expected: " + bytes + ", ISO/IEC 14496-15 §5.3.3.1.2)");
        }
    }

    /// {@return the record's bytes, position 0 to limit}
    ///
    /// @throws CodecFormatException if the profile needs the chroma format of an SPS that cannot be read
    public ByteBuffer encode() throws CodecFormatException {
        int size = HEADER_BYTES + 1;
        for (ByteBuffer set : sps) {
            size += 2 + set.remaining();
        }
        for (ByteBuffer set : pps) {
            size += 2 + set.remaining();
        }
        boolean chroma = AvcSpsParser.hasChromaFormat(profile);
        ByteBuffer out = ByteBuffer.allocate(size + (chroma ? 4 : 0));
        out.put((byte) VERSION).put((byte) profile).put((byte) compatibility).put((byte) level);
        out.put((byte) (0xFC | (lengthBytes - 1))).put((byte) (0xE0 | sps.size()));
        putSets(out, sps);
        out.put((byte) pps.size());
        putSets(out, pps);
        if (chroma) {
            AvcSps first = firstSps();
            out.put((byte) (0xFC | first.chromaFormat()));
            out.put((byte) (0xF8 | (first.lumaBits() - 8)));
            out.put((byte) (0xF8 | (first.chromaBits() - 8)));
            out.put((byte) 0); // numOfSequenceParameterSetExt
        }
        return out.flip();
    }

    private static void putSets(ByteBuffer out, List<ByteBuffer> sets) {
        for (ByteBuffer set : sets) {
            out.putShort((short) set.remaining()).put(set.duplicate());
        }
    }

    /// {@return what the first sequence parameter set says}
    ///
    /// @throws CodecFormatException if it is cut short or breaks the specification
    public AvcSps firstSps() throws CodecFormatException {
        return AvcSps.parse(sps.getFirst());
    }

    /// {@return parameters for packets whose NAL units have lengths of [#lengthBytes()] bytes}
    ///
    /// @param otherwise     frame rate where the SPS promises none
    /// @param bitsPerSecond target bit rate, 0 where unknown
    /// @throws CodecFormatException if the SPS cannot be read
    public CodecParameters.Video toParameters(Rational otherwise, int bitsPerSecond) throws CodecFormatException {
        AvcSps first = firstSps();
        return new CodecParameters.Video(
                Codec.H264,
                first.width(),
                first.height(),
                first.frameRateOr(otherwise),
                first.colorOrUnspecified(),
                encode(),
                bitsPerSecond);
    }

    /// {@return the name of RFC 6381 §3.3, such as `avc1.64001f`}
    public String codecString() {
        return "avc1.%02x%02x%02x".formatted(profile, compatibility, level);
    }

    private static List<ByteBuffer> ofType(List<ByteBuffer> nals, int type) {
        return nals.stream()
                .filter(nal -> nal.hasRemaining() && AvcNalType.of(nal.get(nal.position())) == type)
                .distinct()
                .toList();
    }

    private static List<ByteBuffer> copies(List<ByteBuffer> sets) {
        List<ByteBuffer> copies = new ArrayList<>(sets.size());
        for (ByteBuffer set : sets) {
            if (set.remaining() > 0xFFFF) {
                throw new IllegalArgumentException(
                        "parameter set: " + set.remaining() + " bytes (expected: at most 65535)");
            }
            ByteBuffer copy = ByteBuffer.allocate(set.remaining());
            copy.put(set.duplicate()).flip();
            copies.add(copy.asReadOnlyBuffer());
        }
        return List.copyOf(copies);
    }
}
