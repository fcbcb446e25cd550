package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against sequence parameter sets of x264; the expected values are what `ffprobe -show_streams` says of the files.
class AvcSpsTest {
    @ParameterizedTest
    @CsvSource({
        "avc.h264,            100, 9,  1, 8,  8,  128, 96, true,  1/1,   30000/1001",
        "cropped.h264,        66,  10, 1, 8,  8,  102, 50, true,  1/1,   25",
        "interlaced-sar.h264, 77,  21, 1, 8,  8,  96,  72, false, 16/11, 25",
        "high422-10bit.h264,  122, 10, 2, 10, 10, 64,  48, true,  1/1,   25",
        "high444.h264,        244, 10, 3, 8,  8,  65,  49, true,  1/1,   25",
        "hrd-slices.h264,     100, 10, 1, 8,  8,  96,  96, true,  1/1,   25",
        "custom-sar.h264,     100, 10, 1, 8,  8,  64,  48, true,  7/5,   25"
    })
    void saysWhatFfprobeSays(
            String file,
            int profile,
            int level,
            int chromaFormat,
            int lumaBits,
            int chromaBits,
            int width,
            int height,
            boolean framesOnly,
            String aspect,
            String rate)
            throws Exception {
        AvcSps sps = AvcSps.parse(spsOf(file));

        assertThat(sps.profile()).isEqualTo(profile);
        assertThat(sps.level()).isEqualTo(level);
        assertThat(sps.chromaFormat()).isEqualTo(chromaFormat);
        assertThat(sps.lumaBits()).isEqualTo(lumaBits);
        assertThat(sps.chromaBits()).isEqualTo(chromaBits);
        assertThat(sps.width()).isEqualTo(width);
        assertThat(sps.height()).isEqualTo(height);
        assertThat(sps.framesOnly()).isEqualTo(framesOnly);
        assertThat(sps.sampleAspectRatio()).isEqualTo(Rational.parse(aspect));
        assertThat(sps.frameRateOr(new Rational(1, 1))).isEqualTo(Rational.parse(rate));
    }

    @Test
    void readsColoursAndReordering() throws Exception {
        AvcSps withColour = AvcSps.parse(spsOf("avc.h264"));
        assertThat(withColour.color()).isEqualTo(ColorInfo.BT709_LIMITED);
        assertThat(withColour.maxReorderFrames()).isEqualTo(2); // ffprobe: has_b_frames=2

        AvcSps silent = AvcSps.parse(spsOf("cropped.h264"));
        assertThat(silent.color()).isNull();
        assertThat(silent.colorOrUnspecified()).isEqualTo(new ColorInfo(2, 2, 2, false));
        assertThat(silent.maxReorderFrames()).isZero();

        assertThat(AvcSps.parse(spsOf("high444.h264")).fullRange()).isTrue(); // ffprobe: pc
    }

    /// The Baseline SPS in the example of RFC 6184 §8.2.1, `sprop-parameter-sets=Z0IACpZTBYmI,aMljiA==`.
    @Test
    void readsTheSpsOfRfc6184() throws Exception {
        ByteBuffer nal = ByteBuffer.wrap(Base64.getDecoder().decode("Z0IACpZTBYmI"));

        AvcSps sps = AvcSps.parse(nal);

        assertThat(sps.profile()).isEqualTo(66);
        assertThat(sps.level()).isEqualTo(10);
        assertThat(sps.width()).isEqualTo(176);
        assertThat(sps.height()).isEqualTo(144);
        assertThat(sps.timing()).isNull();
        assertThat(sps.maxReorderFrames()).isEqualTo(-1);
        assertThat(sps.frameRateOr(new Rational(24, 1))).isEqualTo(new Rational(24, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"avc.h264", "high422-10bit.h264", "hrd-slices.h264", "interlaced-sar.h264"})
    void refusesASpsCutAnywhere(String file) {
        ByteBuffer whole = spsOf(file);
        // The last byte may hold the trailing bits only.
        for (int size = 0; size < whole.remaining() - 1; size++) {
            ByteBuffer cut = whole.slice(whole.position(), size);
            assertThatThrownBy(() -> AvcSps.parse(cut))
                    .as("%d bytes of %s", size, file)
                    .isInstanceOf(CodecFormatException.class)
                    .hasMessageContaining("expected");
        }
    }

    /// By hand from §7.3.2.1.1: Baseline, one macroblock, cropped by 8 units of two columns at the left.
    @Test
    void refusesAPictureWithoutPixels() {
        assertThatThrownBy(() -> AvcSps.parse(ForeignBytes.hex("67 42 00 0a fb a2 7a")))
                .isInstanceOf(CodecFormatException.class)
                .hasMessageStartingWith("SPS: picture: 0x16 after cropping");
    }

    static ByteBuffer spsOf(String file) {
        try {
            return AnnexB.split(ByteBuffer.wrap(ForeignBytes.of(file))).stream()
                    .filter(nal -> AvcNalType.of(nal.get(nal.position())) == AvcNalType.SPS)
                    .findFirst()
                    .orElseThrow();
        } catch (CodecFormatException e) {
            throw new AssertionError(e);
        }
    }
}
