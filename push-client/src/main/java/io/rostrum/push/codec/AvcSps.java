package io.rostrum.push.codec;

import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What an H.264 sequence parameter set says (ITU-T H.264 §7.3.2.1.1 and annex E).
///
/// @param profile             `profile_idc`: 66 Baseline, 77 Main, 100 High
/// @param constraints         the eight constraint bits after it
/// @param level               `level_idc`: 31 is level 3.1
/// @param chromaFormat        `chroma_format_idc`: 1 is 4:2:0
/// @param lumaBits            bits of a luma sample
/// @param chromaBits          bits of a chroma sample
/// @param width               pixels shown, after cropping
/// @param height              pixels shown, after cropping
/// @param framesOnly          `frame_mbs_only_flag`: never interlaced
/// @param sampleAspectRatio   width by height of a pixel; 1/1 where not said
/// @param color               the colour description, or null where not said in full
/// @param fullRange           `video_full_range_flag`; false where not said
/// @param timing              null where not said
/// @param maxReorderFrames    `max_num_reorder_frames`, -1 where not said; 0 means no B-frames reorder the output
public record AvcSps(
        int profile,
        int constraints,
        int level,
        int chromaFormat,
        int lumaBits,
        int chromaBits,
        int width,
        int height,
        boolean framesOnly,
        Rational sampleAspectRatio,
        @Nullable ColorInfo color,
        boolean fullRange,
        @Nullable Timing timing,
        int maxReorderFrames) {

    /// The clock of annex E: a frame lasts two ticks of `unitsInTick / timeScale` seconds.
    ///
    /// @param unitsInTick positive, unsigned 32 bits
    /// @param timeScale   positive, unsigned 32 bits
    /// @param fixed       every frame lasts the same
    public record Timing(long unitsInTick, long timeScale, boolean fixed) {
        /// {@return frames a second, or null where no ratio of two 31-bit numbers says it}
        public @Nullable Rational frameRate() {
            long numerator = timeScale;
            long denominator = 2 * unitsInTick;
            long divisor = gcd(numerator, denominator);
            numerator /= divisor;
            denominator /= divisor;
            if (numerator > Integer.MAX_VALUE || denominator > Integer.MAX_VALUE) {
                return null;
            }
            return new Rational((int) numerator, (int) denominator);
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }
    }

    /// Reads one NAL unit of type 7, its header byte first, emulation prevention bytes still in it.
    ///
    /// @param nal borrowed, position to limit
    /// @throws CodecFormatException if it is cut short or breaks the specification
    public static AvcSps parse(ByteBuffer nal) throws CodecFormatException {
        return AvcSpsParser.parse(nal);
    }

    /// {@return the frame rate the timing promises, or `otherwise` where it promises none}
    public Rational frameRateOr(Rational otherwise) {
        Rational said = timing == null ? null : timing.frameRate();
        return said == null ? otherwise : said;
    }

    /// {@return the colours as packets carry them: code point 2, "unspecified", where the SPS does not say}
    public ColorInfo colorOrUnspecified() {
        return color == null ? new ColorInfo(2, 2, 2, fullRange) : color;
    }
}
