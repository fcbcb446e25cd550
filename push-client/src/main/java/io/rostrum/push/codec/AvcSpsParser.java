package io.rostrum.push.codec;

import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads [AvcSps] in the order of ITU-T H.264 §7.3.2.1.1 and §E.1.1.
final class AvcSpsParser {
    /// Widest and highest picture accepted, in pixels; level 6.2 ends at 8192x4320.
    private static final int MAX_SIZE = 16_384;

    private static final int MAX_MACROBLOCKS = MAX_SIZE / 16;
    private static final int EXTENDED_SAR = 255;

    /// Table E-1, from `aspect_ratio_idc` 1.
    private static final int[][] ASPECT_RATIOS = {
        {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33}, {18, 11}, {15, 11},
        {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
    };

    private static final Rational SQUARE = new Rational(1, 1);

    private final BitReader in;

    private Rational sampleAspectRatio = SQUARE;
    private @Nullable ColorInfo color;
    private boolean fullRange;
    private AvcSps.@Nullable Timing timing;
    private int maxReorderFrames = -1;

    private AvcSpsParser(BitReader in) {
        this.in = in;
    }

    static AvcSps parse(ByteBuffer nal) throws CodecFormatException {
        if (nal.remaining() < 4 || AvcNalType.of(nal.get(nal.position())) != AvcNalType.SPS) {
            throw new CodecFormatException("SPS: " + nal.remaining()
                    + " bytes that are no sequence parameter set (expected: NAL unit type 7, H.264 §7.4.1)");
        }
        return new AvcSpsParser(new BitReader("SPS", AnnexB.unescape(nal))).read();
    }

    private AvcSps read() throws CodecFormatException {
        in.skip(8);
        int profile = in.bits(8);
        int constraints = in.bits(8);
        int level = in.bits(8);
        in.unsignedExpGolomb("seq_parameter_set_id", 31);
        int chromaFormat = 1;
        boolean separatePlanes = false;
        int lumaBits = 8;
        int chromaBits = 8;
        if (hasChromaFormat(profile)) {
            chromaFormat = in.unsignedExpGolomb("chroma_format_idc", 3);
            separatePlanes = chromaFormat == 3 && in.flag();
            lumaBits = 8 + in.unsignedExpGolomb("bit_depth_luma_minus8", 6);
            chromaBits = 8 + in.unsignedExpGolomb("bit_depth_chroma_minus8", 6);
            in.skip(1); // qpprime_y_zero_transform_bypass_flag
            if (in.flag()) {
                skipScalingMatrix(chromaFormat == 3 ? 12 : 8);
            }
        }
        in.unsignedExpGolomb("log2_max_frame_num_minus4", 12);
        skipPictureOrderCount();
        in.unsignedExpGolomb("max_num_ref_frames", 16);
        in.skip(1); // gaps_in_frame_num_value_allowed_flag
        int columns = 1 + in.unsignedExpGolomb("pic_width_in_mbs_minus1", MAX_MACROBLOCKS - 1);
        int rows = 1 + in.unsignedExpGolomb("pic_height_in_map_units_minus1", MAX_MACROBLOCKS - 1);
        boolean framesOnly = in.flag();
        if (!framesOnly) {
            in.skip(1); // mb_adaptive_frame_field_flag
        }
        in.skip(1); // direct_8x8_inference_flag
        int fields = framesOnly ? 1 : 2;
        int width = columns * 16;
        int height = rows * 16 * fields;
        if (in.flag()) {
            // §7.4.2.1.1, equations 7-19 to 7-22
            boolean chroma = chromaFormat != 0 && !separatePlanes;
            int unitX = chroma && chromaFormat != 3 ? 2 : 1;
            int unitY = (chroma && chromaFormat == 1 ? 2 : 1) * fields;
            width -= unitX * (crop("left") + crop("right"));
            height -= unitY * (crop("top") + crop("bottom"));
        }
        if (width <= 0 || height <= 0) {
            throw new CodecFormatException("SPS: picture: " + width + "x" + height
                    + " after cropping (expected: at least 1x1, H.264 §7.4.2.1.1)");
        }
        if (in.flag()) {
            readVui();
        }
        return new AvcSps(
                profile,
                constraints,
                level,
                chromaFormat,
                lumaBits,
                chromaBits,
                width,
                height,
                framesOnly,
                sampleAspectRatio,
                color,
                fullRange,
                timing,
                maxReorderFrames);
    }

    private int crop(String side) throws CodecFormatException {
        return in.unsignedExpGolomb("frame_crop_" + side + "_offset", MAX_SIZE);
    }

    static boolean hasChromaFormat(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private void skipScalingMatrix(int lists) throws CodecFormatException {
        for (int list = 0; list < lists; list++) {
            if (in.flag()) {
                skipScalingList(list < 6 ? 16 : 64);
            }
        }
    }

    /// §7.3.2.1.1.1: a list ends early when the next scale would be 0.
    private void skipScalingList(int size) throws CodecFormatException {
        int last = 8;
        for (int i = 0; i < size; i++) {
            int next = (last + in.signedExpGolomb("delta_scale")) & 0xFF;
            if (next == 0) {
                return;
            }
            last = next;
        }
    }

    private void skipPictureOrderCount() throws CodecFormatException {
        switch (in.unsignedExpGolomb("pic_order_cnt_type", 2)) {
            case 0 -> in.unsignedExpGolomb("log2_max_pic_order_cnt_lsb_minus4", 12);
            case 1 -> {
                in.skip(1); // delta_pic_order_always_zero_flag
                in.signedExpGolomb("offset_for_non_ref_pic");
                in.signedExpGolomb("offset_for_top_to_bottom_field");
                int frames = in.unsignedExpGolomb("num_ref_frames_in_pic_order_cnt_cycle", 255);
                for (int i = 0; i < frames; i++) {
                    in.signedExpGolomb("offset_for_ref_frame");
                }
            }
            default -> {} // type 2 says nothing more
        }
    }

    private void readVui() throws CodecFormatException {
        if (in.flag()) {
            sampleAspectRatio = readAspectRatio();
        }
        if (in.flag()) {
            in.skip(1); // overscan_appropriate_flag
        }
        if (in.flag()) {
            in.skip(3); // video_format
            fullRange = in.flag();
            if (in.flag()) {
                color = new ColorInfo(in.bits(8), in.bits(8), in.bits(8), fullRange);
            }
        }
        if (in.flag()) {
            in.unsignedExpGolomb("chroma_sample_loc_type_top_field", 5);
            in.unsignedExpGolomb("chroma_sample_loc_type_bottom_field", 5);
        }
        if (in.flag()) {
            long unitsInTick = in.unsigned32();
            long timeScale = in.unsigned32();
            boolean fixed = in.flag();
            if (unitsInTick > 0 && timeScale > 0) {
                timing = new AvcSps.Timing(unitsInTick, timeScale, fixed);
            }
        }
        boolean nalHrd = in.flag();
        if (nalHrd) {
            skipHrd();
        }
        boolean vclHrd = in.flag();
        if (vclHrd) {
            skipHrd();
        }
        if (nalHrd || vclHrd) {
            in.skip(1); // low_delay_hrd_flag
        }
        in.skip(1); // pic_struct_present_flag
        if (in.flag()) {
            in.skip(1); // motion_vectors_over_pic_boundaries_flag
            in.unsignedExpGolomb("max_bytes_per_pic_denom", 16);
            in.unsignedExpGolomb("max_bits_per_mb_denom", 16);
            in.unsignedExpGolomb("log2_max_mv_length_horizontal", 32);
            in.unsignedExpGolomb("log2_max_mv_length_vertical", 32);
            maxReorderFrames = in.unsignedExpGolomb("max_num_reorder_frames", 16);
            in.unsignedExpGolomb("max_dec_frame_buffering", 16);
        }
    }

    /// A ratio with a zero or from a reserved row says nothing (§E.2.1).
    private Rational readAspectRatio() throws CodecFormatException {
        int index = in.bits(8);
        if (index == EXTENDED_SAR) {
            int width = in.bits(16);
            int height = in.bits(16);
            return width > 0 && height > 0 ? new Rational(width, height) : SQUARE;
        }
        if (index == 0 || index > ASPECT_RATIOS.length) {
            return SQUARE;
        }
        int[] ratio = ASPECT_RATIOS[index - 1];
        return new Rational(ratio[0], ratio[1]);
    }

    /// §E.1.2.
    private void skipHrd() throws CodecFormatException {
        int count = 1 + in.unsignedExpGolomb("cpb_cnt_minus1", 31);
        in.skip(8); // bit_rate_scale, cpb_size_scale
        for (int i = 0; i < count; i++) {
            in.unsignedExpGolomb("bit_rate_value_minus1", Integer.MAX_VALUE);
            in.unsignedExpGolomb("cpb_size_value_minus1", Integer.MAX_VALUE);
            in.skip(1); // cbr_flag
        }
        in.skip(20);
    }
}
