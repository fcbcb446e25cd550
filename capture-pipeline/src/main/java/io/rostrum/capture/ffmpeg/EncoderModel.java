package io.rostrum.capture.ffmpeg;

import io.rostrum.capture.encode.VideoSettings;
import java.util.Map;
import java.util.function.Function;

/// One encoder of FFmpeg's libraries and how it is set up for a live programme: constant bit rate, little delay,
/// key frames where they are asked for.
///
/// @param form            what its bytes are
/// @param name            on the command line
/// @param ffmpegName      as FFmpeg has it: `h264_nvenc`
/// @param hardware        whether it is a device's, not the processor's
/// @param layout          in what form it takes pictures
/// @param rateWhileOpened whether it takes another bit rate while it runs
/// @param options         its private options by FFmpeg's names
record EncoderModel(
        CodedForm form,
        String name,
        String ffmpegName,
        boolean hardware,
        PictureLayout layout,
        boolean rateWhileOpened,
        Function<VideoSettings, Map<String, String>> options) {
    /// One of H.264.
    EncoderModel(
            String name,
            String ffmpegName,
            boolean hardware,
            PictureLayout layout,
            boolean rateWhileOpened,
            Function<VideoSettings, Map<String, String>> options) {
        this(CodedForm.AVC, name, ffmpegName, hardware, layout, rateWhileOpened, options);
    }

    /// {@return a device's encoder}
    static EncoderModel device(String name, String ffmpegName, PictureLayout layout, Map<String, String> options) {
        return new EncoderModel(name, ffmpegName, true, layout, false, _ -> options);
    }

    /// {@return the same, known to take another bit rate while it runs}
    EncoderModel takingRates() {
        return new EncoderModel(form, name, ffmpegName, hardware, layout, true, options);
    }
}
