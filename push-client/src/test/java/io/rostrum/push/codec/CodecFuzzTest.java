package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;

/// Any bytes: an answer that holds together, or [CodecFormatException]. Seeds are beside the test's resources.
class CodecFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void sps(byte[] data) {
        try {
            AvcSps sps = AvcSps.parse(ByteBuffer.wrap(data));
            assertThat(sps.width()).isBetween(1, 16_384);
            assertThat(sps.height()).isBetween(1, 32_768);
            if (sps.timing() != null && sps.timing().frameRate() != null) {
                assertThat(sps.timing().frameRate().toDouble()).isPositive();
            }
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void avcDecoderConfiguration(byte[] data) {
        try {
            AvcDecoderConfiguration config = AvcDecoderConfiguration.parse(ByteBuffer.wrap(data));
            assertThat(config.codecString()).matches("avc1\\.[0-9a-f]{6}");
            // What was understood is what is written again, up to the extension behind it.
            assertThat(AvcDecoderConfiguration.parse(config.encode())).isEqualTo(config);
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void audioSpecificConfig(byte[] data) {
        try {
            AudioSpecificConfig config = AudioSpecificConfig.parse(ByteBuffer.wrap(data));
            assertThat(config.channels()).isBetween(1, 128);
            assertThat(config.sampleRate()).isBetween(1, 192_000);
            assertThat(config.codecString()).startsWith("mp4a.40.");
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void annexB(byte[] data) {
        try {
            List<ByteBuffer> units = AnnexB.split(ByteBuffer.wrap(data));
            int bytes = units.stream().mapToInt(ByteBuffer::remaining).sum();
            assertThat(bytes).isLessThanOrEqualTo(data.length);
            ByteBuffer packet = AnnexB.toLengthPrefixed(ByteBuffer.wrap(data.clone()));
            // The units survive the way through packets and back, those left out on purpose aside.
            List<ByteBuffer> kept = units.stream()
                    .filter(unit -> !List.of(7, 8, 9, 13).contains(AvcNalType.of(unit.get(unit.position()))))
                    .toList();
            assertThat(AnnexB.split(LengthPrefixedNals.toAnnexB(packet, 4))).isEqualTo(kept);
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void lengthPrefixed(byte[] data) {
        for (int lengthBytes : new int[] {1, 2, 4}) {
            try {
                int[] bytes = new int[1];
                LengthPrefixedNals.forEach(
                        ByteBuffer.wrap(data), lengthBytes, nal -> bytes[0] += lengthBytes + nal.remaining());
                assertThat(bytes[0]).isEqualTo(data.length);
            } catch (CodecFormatException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void hevcDecoderConfiguration(byte[] data) {
        try {
            HevcDecoderConfiguration config = HevcDecoderConfiguration.parse(ByteBuffer.wrap(data));
            assertThat(config.codecString()).startsWith("hvc1.");
            assertThat(HevcDecoderConfiguration.parse(config.encode()).sps()).isEqualTo(config.sps());
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void av1Configuration(byte[] data) {
        try {
            Av1Configuration config = Av1Configuration.parse(ByteBuffer.wrap(data));
            assertThat(config.codecString()).startsWith("av01.");
            assertThat(Av1Configuration.parse(config.encode())).isEqualTo(config);
            Av1Obus.withoutDelimiters(ByteBuffer.wrap(data));
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void opusHead(byte[] data) {
        try {
            OpusHead head = OpusHead.parse(ByteBuffer.wrap(data));
            assertThat(head.toMp4().remaining()).isGreaterThanOrEqualTo(11);
        } catch (CodecFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
