package io.rostrum.push.codec;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;

/// What a decoder's configuration says of its stream, whichever codec it is.
public final class DecoderConfigurations {
    private static final ColorInfo UNSPECIFIED = new ColorInfo(2, 2, 2, false);

    private DecoderConfigurations() {}

    /// @param configuration avcC, hvcC or av1C; borrowed, position to limit
    /// @param otherwise     frame rate where it promises none
    /// @param bitsPerSecond target bit rate, 0 where unknown
    /// @throws CodecFormatException     if it cannot be read
    /// @throws IllegalArgumentException if the codec is none of pictures
    public static CodecParameters.Video video(
            Codec codec, ByteBuffer configuration, Rational otherwise, int bitsPerSecond) throws CodecFormatException {
        return switch (codec) {
            case H264 -> AvcDecoderConfiguration.parse(configuration).toParameters(otherwise, bitsPerSecond);
            case HEVC ->
                HevcDecoderConfiguration.parse(configuration).toParameters(otherwise, UNSPECIFIED, bitsPerSecond);
            case AV1 -> Av1Configuration.parse(configuration).toParameters(otherwise, bitsPerSecond);
            case AAC, OPUS -> throw new IllegalArgumentException("codec: " + codec + " (expected: one of pictures)");
        };
    }

    /// @param configuration AudioSpecificConfig or OpusHead; borrowed, position to limit
    /// @param bitsPerSecond target bit rate, 0 where unknown
    /// @throws CodecFormatException     if it cannot be read
    /// @throws IllegalArgumentException if the codec is none of sound
    public static CodecParameters.Audio audio(Codec codec, ByteBuffer configuration, int bitsPerSecond)
            throws CodecFormatException {
        return switch (codec) {
            case AAC -> AudioSpecificConfig.parse(configuration).toParameters(configuration, bitsPerSecond);
            case OPUS -> OpusHead.parse(configuration).toParameters(configuration, bitsPerSecond);
            case H264, HEVC, AV1 -> throw new IllegalArgumentException("codec: " + codec + " (expected: one of sound)");
        };
    }
}
