package io.rostrum.push.codec;

import io.rostrum.push.packet.CodecParameters;

/// Names of codecs as playlists and players want them (RFC 6381).
public final class CodecStrings {
    private CodecStrings() {}

    /// {@return the name, such as `avc1.64001f` or `mp4a.40.2`}
    ///
    /// @throws CodecFormatException     if the configuration cannot be read
    /// @throws IllegalArgumentException if the codec is neither H.264 nor AAC
    public static String of(CodecParameters parameters) throws CodecFormatException {
        return switch (parameters.codec()) {
            case H264 ->
                AvcDecoderConfiguration.parse(parameters.configuration()).codecString();
            case AAC -> AudioSpecificConfig.parse(parameters.configuration()).codecString();
            case HEVC, AV1, OPUS ->
                throw new IllegalArgumentException("codec: " + parameters.codec() + " (expected: H264 or AAC)");
        };
    }
}
