package io.rostrum.push.codec;

import io.rostrum.push.packet.CodecParameters;

/// Names of codecs as playlists and players want them (RFC 6381).
public final class CodecStrings {
    private CodecStrings() {}

    /// {@return the name, such as `avc1.64001f`, `hvc1.1.6.L93.90`, `av01.0.04M.08`, `mp4a.40.2` or `opus`}
    ///
    /// @throws CodecFormatException if the configuration cannot be read
    public static String of(CodecParameters parameters) throws CodecFormatException {
        return switch (parameters.codec()) {
            case H264 ->
                AvcDecoderConfiguration.parse(parameters.configuration()).codecString();
            case HEVC ->
                HevcDecoderConfiguration.parse(parameters.configuration()).codecString();
            case AV1 -> Av1Configuration.parse(parameters.configuration()).codecString();
            case AAC -> AudioSpecificConfig.parse(parameters.configuration()).codecString();
            case OPUS -> {
                OpusHead.parse(parameters.configuration());
                yield "opus";
            }
        };
    }
}
