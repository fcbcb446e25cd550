package io.rostrum.push.codec;

/// Types of H.264 NAL units, `nal_unit_type` of ITU-T H.264 table 7-1.
public final class AvcNalType {
    /// Coded slice of a picture that is not an IDR picture.
    public static final int SLICE = 1;
    /// Coded slice of an IDR picture: decoding can start here.
    public static final int IDR_SLICE = 5;
    /// Supplemental enhancement information.
    public static final int SEI = 6;
    /// Sequence parameter set.
    public static final int SPS = 7;
    /// Picture parameter set.
    public static final int PPS = 8;
    /// Access unit delimiter.
    public static final int ACCESS_UNIT_DELIMITER = 9;
    /// Filler data.
    public static final int FILLER = 12;
    /// Sequence parameter set extension.
    public static final int SPS_EXTENSION = 13;

    private AvcNalType() {}

    /// {@return `nal_unit_type` of a NAL unit's first byte}
    public static int of(byte header) {
        return header & 0x1F;
    }
}
