package io.rostrum.push.codec;

import io.rostrum.push.packet.ColorInfo;
import java.nio.ByteBuffer;

/// What a sequence header of AV1 says of the picture (AV1 Bitstream & Decoding Process §5.5).
///
/// @param profile        `seq_profile`, 0 to 2
/// @param level          `seq_level_idx` of the first operating point
/// @param highTier       its tier
/// @param width          largest, pixels
/// @param height         largest, pixels
/// @param bits           8, 10 or 12
/// @param monochrome     without colour
/// @param subsamplingX   colour has half the width
/// @param subsamplingY   colour has half the height
/// @param chromaPosition `chroma_sample_position`, 0 to 3
/// @param color          2 where it is not said
public record Av1SequenceHeader(
        int profile,
        int level,
        boolean highTier,
        int width,
        int height,
        int bits,
        boolean monochrome,
        boolean subsamplingX,
        boolean subsamplingY,
        int chromaPosition,
        ColorInfo color) {
    private static final int SELECT = 2;
    private static final int UNSPECIFIED = 2;
    private static final int BT709 = 1;
    private static final int SRGB = 13;
    private static final int IDENTITY = 0;

    /// @param payload of the OBU, borrowed
    /// @throws CodecFormatException if it is cut short or breaks the specification
    static Av1SequenceHeader parse(ByteBuffer payload) throws CodecFormatException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return new Reader(new BitReader("AV1 sequence header", bytes)).read();
    }

    private static final class Reader {
        private final BitReader in;
        private int level;
        private boolean highTier;

        Reader(BitReader in) {
            this.in = in;
        }

        Av1SequenceHeader read() throws CodecFormatException {
            int profile = in.bits(3);
            if (profile > 2) {
                throw new CodecFormatException(
                        "AV1 sequence header: seq_profile: " + profile + " (expected: 0 to 2, AV1 §6.4.1)");
            }
            in.skip(1); // still_picture
            boolean reduced = in.flag();
            if (reduced) {
                level = in.bits(5);
            } else {
                operatingPoints();
            }
            int widthBits = 1 + in.bits(4);
            int heightBits = 1 + in.bits(4);
            int width = 1 + in.bits(widthBits);
            int height = 1 + in.bits(heightBits);
            tools(reduced);
            return color(profile, width, height);
        }

        private void operatingPoints() throws CodecFormatException {
            boolean decoderModel = false;
            int delayBits = 0;
            if (in.flag()) { // timing_info_present_flag
                in.skip(64); // num_units_in_display_tick, time_scale
                if (in.flag()) { // equal_picture_interval
                    in.unsignedExpGolomb("num_ticks_per_picture_minus_1", Integer.MAX_VALUE);
                }
                decoderModel = in.flag();
                if (decoderModel) {
                    delayBits = 1 + in.bits(5);
                    in.skip(32 + 10);
                }
            }
            boolean displayDelay = in.flag();
            int points = 1 + in.bits(5);
            for (int i = 0; i < points; i++) {
                in.skip(12); // operating_point_idc
                int levelHere = in.bits(5);
                boolean tierHere = levelHere > 7 && in.flag();
                if (i == 0) {
                    level = levelHere;
                    highTier = tierHere;
                }
                if (decoderModel && in.flag()) {
                    in.skip(2 * delayBits + 1);
                }
                if (displayDelay && in.flag()) {
                    in.skip(4);
                }
            }
        }

        private void tools(boolean reduced) throws CodecFormatException {
            if (!reduced && in.flag()) { // frame_id_numbers_present_flag
                in.skip(7);
            }
            in.skip(3); // 128x128 superblocks, filter intra, intra edge filter
            if (!reduced) {
                in.skip(4); // interintra, masked, warped, dual filter
                boolean orderHint = in.flag();
                if (orderHint) {
                    in.skip(2); // jnt_comp, ref_frame_mvs
                }
                int screenContent = in.flag() ? SELECT : in.bits(1);
                if (screenContent > 0 && !in.flag()) { // seq_choose_integer_mv
                    in.skip(1);
                }
                if (orderHint) {
                    in.skip(3);
                }
            }
            in.skip(3); // superres, cdef, restoration
        }

        /// §5.5.2
        private Av1SequenceHeader color(int profile, int width, int height) throws CodecFormatException {
            boolean high = in.flag();
            int bits = high ? (profile == 2 && in.flag() ? 12 : 10) : 8;
            boolean monochrome = profile != 1 && in.flag();
            int primaries = UNSPECIFIED;
            int transfer = UNSPECIFIED;
            int matrix = UNSPECIFIED;
            if (in.flag()) {
                primaries = in.bits(8);
                transfer = in.bits(8);
                matrix = in.bits(8);
            }
            boolean fullRange = true;
            boolean halfWidth = monochrome;
            boolean halfHeight = monochrome;
            int position = 0;
            if (monochrome) {
                fullRange = in.flag();
            } else if (primaries != BT709 || transfer != SRGB || matrix != IDENTITY) {
                fullRange = in.flag();
                halfWidth = profile == 0 || (profile == 2 && (bits < 12 || in.flag()));
                halfHeight = profile == 0 || (profile == 2 && bits == 12 && halfWidth && in.flag());
                position = halfWidth && halfHeight ? in.bits(2) : 0;
            }
            return new Av1SequenceHeader(
                    profile,
                    level,
                    highTier,
                    width,
                    height,
                    bits,
                    monochrome,
                    halfWidth,
                    halfHeight,
                    position,
                    new ColorInfo(primaries, transfer, matrix, fullRange));
        }
    }
}
