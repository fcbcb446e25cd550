package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1.2), the "hvcC": what a decoder of H.265 must know first.
///
/// @param profile     twelve bytes, as in [HevcSps]: profile, compatibility, constraints, level
/// @param lengthBytes bytes of each NAL unit's length in the samples: 1, 2 or 4
/// @param vps         video parameter sets, NAL headers first; read-only, position 0 to limit
/// @param sps         sequence parameter sets, likewise; at least one
/// @param pps         picture parameter sets, likewise
public record HevcDecoderConfiguration(
        ByteBuffer profile, int lengthBytes, List<ByteBuffer> vps, List<ByteBuffer> sps, List<ByteBuffer> pps) {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 23;
    private static final int MAX_SETS = 64;

    public HevcDecoderConfiguration {
        if (sps.isEmpty()) {
            throw new IllegalArgumentException("hvcC: no SPS (expected: at least one, ISO/IEC 14496-15 §8.3.3.1)");
        }
        vps = List.copyOf(vps);
        sps = List.copyOf(sps);
        pps = List.copyOf(pps);
    }

    /// {@return the record of an encoder's parameter sets, with lengths of four bytes}
    ///
    /// @param nals NAL units, borrowed; what is no parameter set is passed over, and so is one said before
    /// @throws CodecFormatException if there is no SPS that can be read
    public static HevcDecoderConfiguration of(List<ByteBuffer> nals) throws CodecFormatException {
        List<ByteBuffer> sps = ofType(nals, HevcNalType.SPS);
        if (sps.isEmpty()) {
            throw new CodecFormatException(
                    "parameter sets: no SPS among " + nals.size() + " NAL units (expected: one, H.265 §7.3.2.2)");
        }
        return new HevcDecoderConfiguration(
                HevcSps.parse(sps.getFirst()).profile(),
                4,
                ofType(nals, HevcNalType.VPS),
                sps,
                ofType(nals, HevcNalType.PPS));
    }

    private static List<ByteBuffer> ofType(List<ByteBuffer> nals, int type) {
        return nals.stream()
                .filter(nal -> nal.hasRemaining() && HevcNalType.of(nal.get(nal.position())) == type)
                .distinct()
                .map(HevcDecoderConfiguration::copy)
                .toList();
    }

    private static ByteBuffer copy(ByteBuffer set) {
        ByteBuffer copy = ByteBuffer.allocate(set.remaining());
        copy.put(set.duplicate()).flip();
        return copy.asReadOnlyBuffer();
    }

    /// @param record borrowed, position to limit
    /// @throws CodecFormatException if it is cut short or breaks the specification
    public static HevcDecoderConfiguration parse(ByteBuffer record) throws CodecFormatException {
        ByteBuffer in = record.slice();
        need(in, HEADER_BYTES, "header");
        int version = in.get() & 0xFF;
        if (version != VERSION) {
            throw new CodecFormatException(
                    "hvcC: configurationVersion: " + version + " (expected: 1, ISO/IEC 14496-15 §8.3.3.1.3)");
        }
        ByteBuffer profile = copy(in.slice(1, HevcSps.PROFILE_BYTES));
        int lengthBytes = 1 + (in.get(21) & 3);
        if (lengthBytes == 3) {
            throw new CodecFormatException(
                    "hvcC: lengthSizeMinusOne: 2 (expected: 0, 1 or 3, ISO/IEC 14496-15 §8.3.3.1.3)");
        }
        int arrays = in.get(22) & 0xFF;
        in.position(HEADER_BYTES);
        List<ByteBuffer> sets = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            need(in, 3, "array");
            int type = in.get() & 0x3F;
            int count = in.getShort() & 0xFFFF;
            for (int k = 0; k < count; k++) {
                need(in, 2, "NAL unit length");
                int size = in.getShort() & 0xFFFF;
                need(in, size, "NAL unit");
                ByteBuffer set = in.slice(in.position(), size);
                in.position(in.position() + size);
                if (HevcNalType.isParameterSet(type)) {
                    if (size < 2 || HevcNalType.of(set.get(0)) != type || sets.size() == MAX_SETS) {
                        throw new CodecFormatException("hvcC: parameter set " + sets.size() + ": " + size
                                + " bytes of another kind, or too many (expected: NAL unit type " + type
                                + ", at most " + MAX_SETS + ", H.265 table 7-1)");
                    }
                    sets.add(set);
                }
            }
        }
        if (ofType(sets, HevcNalType.SPS).isEmpty()) {
            throw new CodecFormatException("hvcC: no SPS (expected: at least one, ISO/IEC 14496-15 §8.3.3.1)");
        }
        return new HevcDecoderConfiguration(
                profile,
                lengthBytes,
                ofType(sets, HevcNalType.VPS),
                ofType(sets, HevcNalType.SPS),
                ofType(sets, HevcNalType.PPS));
    }

    private static void need(ByteBuffer in, int bytes, String field) throws CodecFormatException {
        if (in.remaining() < bytes) {
            throw new CodecFormatException("hvcC: " + field + " at byte " + in.position() + ": " + in.remaining()
                    + " bytes left (expected: " + bytes + ", ISO/IEC 14496-15 §8.3.3.1.2)");
        }
    }

    /// {@return the record's bytes, position 0 to limit}
    ///
    /// @throws CodecFormatException if the first SPS cannot be read
    public ByteBuffer encode() throws CodecFormatException {
        HevcSps first = firstSps();
        List<List<ByteBuffer>> arrays =
                List.of(vps, sps, pps).stream().filter(sets -> !sets.isEmpty()).toList();
        int size = HEADER_BYTES;
        for (List<ByteBuffer> sets : arrays) {
            size += 3 + sets.stream().mapToInt(set -> 2 + set.remaining()).sum();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) VERSION).put(profile.duplicate());
        out.putShort((short) 0xF000).put((byte) 0xFC); // spatial segmentation, parallelism: not known
        out.put((byte) (0xFC | first.chromaFormat()));
        out.put((byte) (0xF8 | (first.lumaBits() - 8)));
        out.put((byte) (0xF8 | (first.chromaBits() - 8)));
        out.putShort((short) 0); // average frame rate: not said
        out.put((byte) (first.subLayers() << 3 | (first.nested() ? 4 : 0) | (lengthBytes - 1)));
        out.put((byte) arrays.size());
        for (List<ByteBuffer> sets : arrays) {
            ByteBuffer set = sets.getFirst();
            out.put((byte) (0x80 | HevcNalType.of(set.get(set.position())))); // all sets are here
            out.putShort((short) sets.size());
            for (ByteBuffer each : sets) {
                out.putShort((short) each.remaining()).put(each.duplicate());
            }
        }
        return out.flip();
    }

    private HevcSps firstSps() throws CodecFormatException {
        return HevcSps.parse(sps.getFirst());
    }

    /// {@return parameters for packets whose NAL units have lengths of [#lengthBytes()] bytes}
    ///
    /// @param frameRate     which no parameter set must say
    /// @param color         as it is signalled in the pictures' own headers
    /// @param bitsPerSecond target bit rate, 0 where unknown
    /// @throws CodecFormatException if the SPS cannot be read
    public CodecParameters.Video toParameters(Rational frameRate, ColorInfo color, int bitsPerSecond)
            throws CodecFormatException {
        HevcSps first = firstSps();
        return new CodecParameters.Video(
                Codec.HEVC, first.width(), first.height(), frameRate, color, encode(), bitsPerSecond);
    }

    /// {@return the name of ISO/IEC 14496-15 §E.3, such as `hvc1.1.6.L93.90`}
    public String codecString() {
        return HevcSps.codecString(profile);
    }
}
