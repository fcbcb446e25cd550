package io.rostrum.push.packet;

import java.nio.ByteBuffer;

/// What a decoder must know before the first packet, and what is told of the stream.
///
/// A new instance in mid-stream is to be told to receivers; one that does not [#decodesAs] the last one means a
/// new sequence header, and comes with a key frame.
public sealed interface CodecParameters {
    Codec codec();

    /// {@return the decoder's configuration, read-only, position 0 to limit: AVCDecoderConfigurationRecord (ISO/IEC
    /// 14496-15 §5.3.3.1.2) for H.264, HEVCDecoderConfigurationRecord (§8.3.3.1.2) for HEVC,
    /// AV1CodecConfigurationRecord (AV1-ISOBMFF §2.3) for AV1, AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1) for
    /// AAC, the identification header (RFC 7845 §5.1) for Opus}
    ByteBuffer configuration();

    /// {@return target bit rate; 0 where unknown}
    int bitsPerSecond();

    /// {@return whether a decoder goes on from one to the other: they differ in the bit rate at most}
    default boolean decodesAs(CodecParameters other) {
        return equals(other) || atBitRate(0).equals(other.atBitRate(0));
    }

    /// {@return the same with another target bit rate}
    CodecParameters atBitRate(int newBitsPerSecond);

    /// @param width     coded picture shown, pixels
    /// @param height    coded picture shown, pixels
    /// @param frameRate frames a second, exact
    record Video(
            Codec codec,
            int width,
            int height,
            Rational frameRate,
            ColorInfo color,
            ByteBuffer configuration,
            int bitsPerSecond)
            implements CodecParameters {
        public Video {
            require(codec, MediaKind.VIDEO);
            configuration = readOnly(configuration);
        }

        @Override
        public ByteBuffer configuration() {
            return configuration.duplicate();
        }

        @Override
        public Video atBitRate(int newBitsPerSecond) {
            return new Video(codec, width, height, frameRate, color, configuration, newBitsPerSecond);
        }
    }

    /// @param sampleRate samples a second of one channel
    /// @param channels   1 mono, 2 stereo
    record Audio(Codec codec, int sampleRate, int channels, ByteBuffer configuration, int bitsPerSecond)
            implements CodecParameters {
        public Audio {
            require(codec, MediaKind.AUDIO);
            configuration = readOnly(configuration);
        }

        @Override
        public ByteBuffer configuration() {
            return configuration.duplicate();
        }

        @Override
        public Audio atBitRate(int newBitsPerSecond) {
            return new Audio(codec, sampleRate, channels, configuration, newBitsPerSecond);
        }
    }

    private static void require(Codec codec, MediaKind kind) {
        if (codec.kind() != kind) {
            throw new IllegalArgumentException("codec: " + codec + " (expected: a codec for " + kind + ")");
        }
    }

    /// A copy of its own, so that nobody can change it afterwards.
    private static ByteBuffer readOnly(ByteBuffer source) {
        ByteBuffer copy = ByteBuffer.allocate(source.remaining());
        copy.put(source.duplicate()).flip();
        return copy.asReadOnlyBuffer();
    }
}
