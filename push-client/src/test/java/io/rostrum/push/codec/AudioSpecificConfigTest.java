package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.CodecParameters;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSpecificConfigTest {
    /// Made by ffmpeg's aac encoder; 7.1(wide), 6.1, quad and 2.1 with a program config element.
    @ParameterizedTest
    @CsvSource({
        "1208 56e500, 44100, 1",
        "1190 56e500, 48000, 2",
        "1388 56e500, 22050, 1",
        "1010 56e500, 96000, 2",
        "11b0 56e500, 48000, 6",
        "11b8 56e500, 48000, 8",
        "1180 04c8 4800 2000 c640 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00, 48000, 8",
        "1180 04c8 4800 2000 c440 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00, 48000, 7",
        "1180 04c4 0400 2110 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00, 48000, 4",
        "1180 04c4 0100 2000 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00, 48000, 3"
    })
    void readsWhatFfmpegWrites(String digits, int sampleRate, int channels) throws Exception {
        AudioSpecificConfig config = AudioSpecificConfig.parse(ForeignBytes.hex(digits));

        assertThat(config).isEqualTo(new AudioSpecificConfig(2, sampleRate, channels, 1024, false, false, sampleRate));
        assertThat(config.codecString()).isEqualTo("mp4a.40.2");
    }

    /// Made by Apple's AudioToolbox and known from Chromium's tests: backward compatible signalling of §1.6.6.1.
    @ParameterizedTest
    @CsvSource({
        "1388 56e5a0,     22050, 1, 44100, 1, mp4a.40.5",
        "1390 56e5a0,     22050, 2, 44100, 2, mp4a.40.5",
        "1388 56e5a54880, 22050, 1, 44100, 2, mp4a.40.29",
        "1308 56e598,     24000, 1, 48000, 1, mp4a.40.5",
        "1310 56e598,     24000, 2, 48000, 2, mp4a.40.5",
        "1308 56e59d4880, 24000, 1, 48000, 2, mp4a.40.29"
    })
    void readsHighEfficiencySignalledAfterTheCore(
            String digits, int coreRate, int coreChannels, int outputRate, int outputChannels, String codecString)
            throws Exception {
        AudioSpecificConfig config = AudioSpecificConfig.parse(ForeignBytes.hex(digits));

        assertThat(config.objectType()).isEqualTo(AudioSpecificConfig.AAC_LC);
        assertThat(config.sampleRate()).isEqualTo(coreRate);
        assertThat(config.channels()).isEqualTo(coreChannels);
        assertThat(config.outputSampleRate()).isEqualTo(outputRate);
        assertThat(config.outputChannels()).isEqualTo(outputChannels);
        assertThat(config.outputFrameSamples()).isEqualTo(2048);
        assertThat(config.codecString()).isEqualTo(codecString);
        CodecParameters.Audio audio = config.toParameters(ForeignBytes.hex(digits), 0);
        assertThat(audio.sampleRate()).isEqualTo(outputRate);
        assertThat(CodecStrings.of(audio)).isEqualTo(codecString);
    }

    /// By hand from §1.6.2.1: 00101 0111 0010 0100 00010 000 is SBR over LC at 22.05 kHz, stereo, to 44.1 kHz.
    @Test
    void readsHighEfficiencySignalledAheadOfTheCore() throws Exception {
        AudioSpecificConfig expected = new AudioSpecificConfig(2, 22_050, 2, 1024, true, false, 44_100);

        assertThat(AudioSpecificConfig.parse(ForeignBytes.hex("2b 92 08 00"))).isEqualTo(expected);
        assertThat(ForeignBytes.hex(expected.encode())).isEqualTo("2b920800");
    }

    /// By hand from §1.6.2.1: 00010 1111 (37000 in 24 bits) 0001 0 0 0.
    @Test
    void readsARateOutsideTheTable() throws Exception {
        AudioSpecificConfig config = AudioSpecificConfig.parse(ForeignBytes.hex("17 80 48 44 08"));

        assertThat(config.sampleRate()).isEqualTo(37_000);
        assertThat(config.channels()).isEqualTo(1);
        assertThat(ForeignBytes.hex(config.encode())).isEqualTo("1780484408");
    }

    @Test
    void readsFramesOf960Samples() throws Exception {
        assertThat(AudioSpecificConfig.parse(ForeignBytes.hex("11 94")).frameSamples())
                .isEqualTo(960);
    }

    @ParameterizedTest
    @CsvSource({"44100, 1, 1208", "48000, 2, 1190", "44100, 2, 1210", "48000, 6, 11b0", "48000, 8, 11b8"})
    void writesLowComplexityAsFfmpegBeginsIt(int sampleRate, int channels, String expected) {
        assertThat(ForeignBytes.hex(
                        AudioSpecificConfig.lowComplexity(sampleRate, channels).encode()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "12", // cut in the rate
                "f8 20", // object type 33: MPEG-1 layer 2
                "16 90", // sampling frequency index 13, reserved
                "17 80 00 00 10", // explicit rate 0
                "11 c0", // channel configuration 8, reserved
                "11 80 04", // cut in the program config element
                "11 80 04 00 00 00 00 00" // a program config element without channels
            })
    void refusesWhatIsCutOrForbidden(String digits) {
        assertThatThrownBy(() -> AudioSpecificConfig.parse(ForeignBytes.hex(digits)))
                .isInstanceOf(CodecFormatException.class)
                .hasMessageStartingWith("AudioSpecificConfig: ")
                .hasMessageContaining("expected");
    }

    @Test
    void refusesOneTooLongToBeOne() {
        assertThatThrownBy(() -> AudioSpecificConfig.parse(ByteBuffer.allocate(4096)))
                .isInstanceOf(CodecFormatException.class);
    }

    @Test
    void refusesToWriteChannelsWithoutAConfiguration() {
        assertThatThrownBy(() -> AudioSpecificConfig.lowComplexity(48_000, 7).encode())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
