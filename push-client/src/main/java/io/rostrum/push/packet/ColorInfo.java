package io.rostrum.push.packet;

/// How the numbers of a picture mean colours, as code points of ITU-T H.273 (and ISO/IEC 23091-2).
///
/// @param primaries colour primaries, H.273 table 2: 1 is BT.709
/// @param transfer  transfer characteristics, table 3: 1 is BT.709, 13 is sRGB
/// @param matrix    matrix coefficients, table 4: 1 is BT.709, 6 is BT.601
/// @param fullRange whether luma uses 0..255 (true) or 16..235 (false)
public record ColorInfo(int primaries, int transfer, int matrix, boolean fullRange) {
    /// HD television: what every encoder of this product signals.
    public static final ColorInfo BT709_LIMITED = new ColorInfo(1, 1, 1, false);
}
