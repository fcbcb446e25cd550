package io.rostrum.push.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// What a sequence parameter set of H.265 says of the picture (ITU-T H.265 §7.3.2.2, §7.3.3).
///
/// @param profile        the twelve bytes of `profile_tier_level` that are about the whole stream: profile space,
///                       tier and profile, 32 compatibility flags, 48 bits of constraints, level
/// @param subLayers      temporal layers, 1 to 7
/// @param nested         `sps_temporal_id_nesting_flag`
/// @param chromaFormat   1 is 4:2:0
/// @param lumaBits       8 to 16
/// @param chromaBits     8 to 16
/// @param width          shown, pixels
/// @param height         shown, pixels
record HevcSps(
        ByteBuffer profile,
        int subLayers,
        boolean nested,
        int chromaFormat,
        int lumaBits,
        int chromaBits,
        int width,
        int height) {
    /// Largest picture of level 6.2, with room.
    private static final int MAX_SIZE = 16_384;

    static final int PROFILE_BYTES = 12;

    /// @param nal borrowed, with its header of two bytes
    /// @throws CodecFormatException if it is cut short or breaks the specification
    static HevcSps parse(ByteBuffer nal) throws CodecFormatException {
        if (nal.remaining() < 3 || HevcNalType.of(nal.get(nal.position())) != HevcNalType.SPS) {
            throw new CodecFormatException("HEVC SPS: " + nal.remaining()
                    + " bytes that are no sequence parameter set (expected: NAL unit type 33, H.265 §7.4.2.2)");
        }
        BitReader in = new BitReader("HEVC SPS", AnnexB.unescape(nal));
        in.skip(16 + 4); // header, sps_video_parameter_set_id
        int subLayers = 1 + in.bits(3);
        boolean nested = in.flag();
        ByteBuffer profile = profile(in);
        skipSubLayers(in, subLayers);
        in.unsignedExpGolomb("sps_seq_parameter_set_id", 15);
        int chromaFormat = in.unsignedExpGolomb("chroma_format_idc", 3);
        boolean separatePlanes = chromaFormat == 3 && in.flag();
        int width = in.unsignedExpGolomb("pic_width_in_luma_samples", MAX_SIZE);
        int height = in.unsignedExpGolomb("pic_height_in_luma_samples", MAX_SIZE);
        if (in.flag()) { // conformance_window_flag, table 6-1
            boolean chroma = !separatePlanes;
            int unitX = chroma && (chromaFormat == 1 || chromaFormat == 2) ? 2 : 1;
            int unitY = chroma && chromaFormat == 1 ? 2 : 1;
            width -= unitX * (offset(in, "left") + offset(in, "right"));
            height -= unitY * (offset(in, "top") + offset(in, "bottom"));
        }
        if (width <= 0 || height <= 0) {
            throw new CodecFormatException("HEVC SPS: picture: " + width + "x" + height
                    + " after cropping (expected: at least 1x1, H.265 §7.4.3.2.1)");
        }
        int lumaBits = 8 + in.unsignedExpGolomb("bit_depth_luma_minus8", 8);
        int chromaBits = 8 + in.unsignedExpGolomb("bit_depth_chroma_minus8", 8);
        return new HevcSps(profile, subLayers, nested, chromaFormat, lumaBits, chromaBits, width, height);
    }

    private static ByteBuffer profile(BitReader in) throws CodecFormatException {
        ByteBuffer profile = ByteBuffer.allocate(PROFILE_BYTES);
        while (profile.hasRemaining()) {
            profile.put((byte) in.bits(8));
        }
        return profile.flip().asReadOnlyBuffer();
    }

    private static void skipSubLayers(BitReader in, int subLayers) throws CodecFormatException {
        if (subLayers == 1) {
            return;
        }
        int[] present = new int[subLayers - 1];
        for (int i = 0; i < present.length; i++) {
            present[i] = in.bits(2);
        }
        in.skip(2 * (8 - present.length)); // reserved_zero_2bits
        for (int flags : present) {
            in.skip(((flags & 2) != 0 ? 88 : 0) + ((flags & 1) != 0 ? 8 : 0));
        }
    }

    private static int offset(BitReader in, String side) throws CodecFormatException {
        return in.unsignedExpGolomb("conf_win_" + side + "_offset", MAX_SIZE);
    }

    /// {@return the name of ISO/IEC 14496-15 §E.3, such as `hvc1.1.6.L93.90`}
    static String codecString(ByteBuffer profile) {
        int first = profile.get(0) & 0xFF;
        StringBuilder name = new StringBuilder("hvc1.");
        if (first >>> 6 != 0) {
            name.append((char) ('A' + (first >>> 6) - 1));
        }
        name.append(first & 0x1F)
                .append('.')
                .append(Integer.toHexString(Integer.reverse(profile.getInt(1))))
                .append((first & 0x20) != 0 ? ".H" : ".L")
                .append(profile.get(11) & 0xFF);
        int last = 10;
        while (last >= 5 && profile.get(last) == 0) {
            last--;
        }
        for (int i = 5; i <= last; i++) {
            name.append('.')
                    .append(HexFormat.of()
                            .withUpperCase()
                            .toHexDigits(profile.get(i))
                            .replaceFirst("^0", ""));
        }
        return name.toString();
    }
}
