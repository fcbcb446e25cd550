package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the record that ffmpeg wrote into its FLV file: `ffprobe -show_data -show_entries stream=extradata`.
class AvcDecoderConfigurationTest {
    private static final String FFMPEG = "0164 0009 ffe1 001a 6764 0009 acd9 420d"
            + "b016 a020 2028 0000 1f48 0007 5300 7891 2cb0 0100 0468 efbc b0fd f8f8 00";

    @Test
    void readsWhatFfmpegWrote() throws Exception {
        AvcDecoderConfiguration config = AvcDecoderConfiguration.parse(ffmpegRecord());

        assertThat(config.profile()).isEqualTo(100);
        assertThat(config.level()).isEqualTo(9);
        assertThat(config.lengthBytes()).isEqualTo(4);
        assertThat(config.sps()).hasSize(1);
        assertThat(config.pps()).hasSize(1);
        assertThat(config.codecString()).isEqualTo("avc1.640009");
    }

    @Test
    void writesWhatFfmpegWroteFromTheSameByteStream() throws Exception {
        AvcDecoderConfiguration config =
                AvcDecoderConfiguration.of(AnnexB.split(ByteBuffer.wrap(ForeignBytes.of("avc.h264"))));

        assertThat(ForeignBytes.hex(config.encode())).isEqualTo(ForeignBytes.hex(ffmpegRecord()));
    }

    @Test
    void givesParametersInTheTermsOfPackets() throws Exception {
        CodecParameters.Video video =
                AvcDecoderConfiguration.parse(ffmpegRecord()).toParameters(new Rational(30, 1), 60_000);

        assertThat(video.width()).isEqualTo(128);
        assertThat(video.height()).isEqualTo(96);
        assertThat(video.frameRate()).isEqualTo(new Rational(30000, 1001));
        assertThat(video.color()).isEqualTo(ColorInfo.BT709_LIMITED);
        assertThat(CodecStrings.of(video)).isEqualTo("avc1.640009");
    }

    @Test
    void refusesARecordCutAnywhere() {
        ByteBuffer whole = ffmpegRecord();
        // The last four bytes, chroma format and depths, are left out by some encoders.
        for (int size = 0; size < whole.remaining() - 4; size++) {
            ByteBuffer cut = whole.slice(0, size);
            assertThatThrownBy(() -> AvcDecoderConfiguration.parse(cut))
                    .as("%d bytes", size)
                    .isInstanceOf(CodecFormatException.class)
                    .hasMessageStartingWith("avcC: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 64 00 1f ff e1 0001 67 01 0001 68", // configurationVersion 0
                "01 64 00 1f fe e1 0001 67 01 0001 68", // lengthSizeMinusOne 2
                "01 64 00 1f ff e0 01 0001 68", // no SPS
                "01 64 00 1f ff e1 0001 68 01 0001 68", // a PPS for an SPS
                "01 64 00 1f ff e1 0000 01 0001 68" // an empty SPS
            })
    void refusesWhatTheSpecificationForbids(String record) {
        assertThatThrownBy(() -> AvcDecoderConfiguration.parse(ForeignBytes.hex(record)))
                .isInstanceOf(CodecFormatException.class)
                .hasMessageContaining("expected");
    }

    static ByteBuffer ffmpegRecord() {
        return ForeignBytes.hex(FFMPEG);
    }
}
