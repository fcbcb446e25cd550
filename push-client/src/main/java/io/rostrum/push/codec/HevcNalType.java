package io.rostrum.push.codec;

/// Types of NAL units that are treated specially (ITU-T H.265 table 7-1).
final class HevcNalType {
    static final int FIRST_IRAP = 16;
    static final int LAST_IRAP = 23;
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;
    static final int ACCESS_UNIT_DELIMITER = 35;

    private HevcNalType() {}

    /// @param header first of the two bytes of a NAL unit's header
    static int of(byte header) {
        return header >>> 1 & 0x3F;
    }

    static boolean isParameterSet(int type) {
        return type == VPS || type == SPS || type == PPS;
    }
}
