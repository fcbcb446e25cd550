package io.rostrum.capture.ffmpeg;

import io.rostrum.capture.encode.VideoEncoders.Probe;
import io.rostrum.push.packet.Codec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The encoders of HEVC and AV1 there are here. They are looked for and not used by themselves: not every
/// target and player takes them.
public final class OtherCodecs {
    private OtherCodecs() {}

    /// {@return how those of `codec` do, the preferred one first; each encodes real pictures}
    ///
    /// @param codec HEVC or AV1
    public static List<Probe> probe(Codec codec) {
        String prefix = codec.name().toLowerCase(Locale.ROOT) + "_";
        Stream<EncoderModel> devices = EncoderModels.on(System.getProperty("os.name")).stream()
                .filter(EncoderModel::hardware)
                .map(model -> EncoderModel.device(
                        model.name(), model.ffmpegName().replace("h264_", prefix), model.layout(), Map.of()));
        EncoderModel software = switch (codec) {
            case HEVC -> software("x265", "libx265", Map.of("preset", "ultrafast", "x265-params", "log-level=error"));
            case AV1 ->
                software("aom", "libaom-av1", Map.of("usage", "realtime", "cpu-used", "8", "lag-in-frames", "0"));
            default -> throw new IllegalArgumentException("codec: " + codec + " (expected: HEVC or AV1)");
        };
        return Stream.concat(devices, Stream.of(software))
                .map(EncoderProbe::ofAny)
                .toList();
    }

    private static EncoderModel software(String name, String ffmpegName, Map<String, String> options) {
        return new EncoderModel(name, ffmpegName, false, PictureLayout.I420, false, _ -> options);
    }
}
