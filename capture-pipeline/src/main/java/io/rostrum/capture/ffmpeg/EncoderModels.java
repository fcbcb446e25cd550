package io.rostrum.capture.ffmpeg;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The encoders of H.264 that are tried, per system: first those of devices, then x264, and OpenH264 last.
///
/// Names and values of options are those of FFmpeg 8 (`ffmpeg -h encoder=h264_nvenc` lists them). AMD's cards are
/// AMF on Windows and VAAPI on Linux, where FFmpeg is built without AMF.
final class EncoderModels {
    /// What one thread encodes in half the time there is (`veryfast`, 720p: 20 ms a picture on a core of 2020).
    private static final double PIXELS_PER_THREAD = 1280 * 720 * 25.0;
    /// More slices than that cost more bits than they save time.
    private static final int MAX_THREADS = 8;

    private static final EncoderModel NVENC = EncoderModel.device(
                    "nvenc",
                    "h264_nvenc",
                    PictureLayout.I420,
                    Map.of(
                            "preset", "p4",
                            "tune", "ll",
                            "rc", "cbr",
                            "profile", "high",
                            "zerolatency", "1",
                            "delay", "0",
                            "b_ref_mode", "disabled",
                            "forced-idr", "1"))
            .takingRates(); // avcodec/nvenc.c, reconfig_encoder()

    private static final EncoderModel QSV = EncoderModel.device(
            "qsv",
            "h264_qsv",
            PictureLayout.NV12,
            Map.of(
                    "preset",
                    "veryfast",
                    "profile",
                    "high",
                    "async_depth",
                    "1",
                    "scenario",
                    "livestreaming",
                    "forced_idr",
                    "1"));

    private static final EncoderModel VAAPI = EncoderModel.device(
            "vaapi",
            "h264_vaapi",
            PictureLayout.VAAPI,
            Map.of("rc_mode", "CBR", "profile", "high", "async_depth", "1"));

    private static final EncoderModel V4L2 =
            EncoderModel.device("v4l2m2m", "h264_v4l2m2m", PictureLayout.NV12, Map.of());

    private static final EncoderModel AMF = EncoderModel.device(
            "amf",
            "h264_amf",
            PictureLayout.NV12,
            Map.of(
                    "usage",
                    "lowlatency",
                    "quality",
                    "balanced",
                    "rc",
                    "cbr",
                    "profile",
                    "high",
                    "frame_skipping",
                    "0",
                    "forced_idr",
                    "1"));

    private static final EncoderModel MEDIA_FOUNDATION = EncoderModel.device(
            "mf",
            "h264_mf",
            PictureLayout.NV12,
            Map.of("hw_encoding", "1", "rate_control", "cbr", "scenario", "live_streaming"));

    private static final EncoderModel VIDEOTOOLBOX = EncoderModel.device(
            "videotoolbox",
            "h264_videotoolbox",
            PictureLayout.NV12,
            Map.of("realtime", "1", "allow_sw", "0", "profile", "high"));

    /// Takes rates: avcodec/libx264.c, reconfig_encoder().
    private static final EncoderModel X264 =
            new EncoderModel("x264", "libx264", false, PictureLayout.I420, true, EncoderModels::x264Options);

    private static final EncoderModel OPENH264 = new EncoderModel(
            "openh264",
            "libopenh264",
            false,
            PictureLayout.I420,
            false,
            _ -> Map.of("rc_mode", "bitrate", "allow_skip_frames", "0"));

    /// Presets of SVT-AV1 that are about as fast as those of x264.
    private static final Map<String, Integer> AV1_SPEEDS =
            Map.of("ultrafast", 12, "superfast", 11, "veryfast", 10, "faster", 9, "fast", 8, "medium", 7);

    private static final EncoderModel X265 = new EncoderModel(
            CodedForm.HEVC, "x265", "libx265", false, PictureLayout.I420, false, EncoderModels::x265Options);

    private static final EncoderModel SVT_AV1 = new EncoderModel(
            CodedForm.AV1, "svtav1", "libsvtav1", false, PictureLayout.I420, false, EncoderModels::svtAv1Options);

    private EncoderModels() {}

    /// {@return those of HEVC and AV1, which are used by name only: not every target takes them}
    static List<EncoderModel> byName() {
        return List.of(X265, SVT_AV1);
    }

    /// {@return those of a system, the preferred one first}
    ///
    /// @param system its name as Java has it in `os.name`
    static List<EncoderModel> on(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        Stream<EncoderModel> devices;
        if (lower.startsWith("windows")) {
            devices = Stream.of(NVENC, QSV, AMF, MEDIA_FOUNDATION);
        } else if (lower.startsWith("mac")) {
            devices = Stream.of(VIDEOTOOLBOX);
        } else {
            devices = Stream.of(NVENC, QSV, VAAPI, V4L2);
        }
        return Stream.concat(devices, Stream.of(X264, OPENH264)).toList();
    }

    private static Map<String, String> x264Options(VideoSettings settings) {
        Map<String, String> options = new HashMap<>();
        options.put("preset", settings.preset());
        options.put("profile", "high");
        options.put("forced-idr", "1");
        options.put("rc-lookahead", Integer.toString(settings.lookaheadFrames()));
        options.put(
                "x264-params",
                "scenecut=0:open-gop=0:sync-lookahead=0:sliced-threads=1:threads=" + threads(settings)
                        + (settings.lookaheadFrames() == 0 ? ":mbtree=0" : ""));
        return options;
    }

    /// One picture at a time and no scene cuts, for little delay and key frames on the clock.
    private static Map<String, String> x265Options(VideoSettings settings) {
        return Map.of(
                "preset",
                settings.preset(),
                "forced-idr",
                "1",
                "x265-params",
                "log-level=error:scenecut=0:open-gop=0:repeat-headers=0:frame-threads=1:bframes=" + settings.bFrames()
                        + ":rc-lookahead=" + Math.max(settings.lookaheadFrames(), settings.bFrames() + 1));
    }

    /// SVT-AV1 has a constant bit rate only where no picture is predicted from a later one (`pred-struct=1`).
    private static Map<String, String> svtAv1Options(VideoSettings settings) {
        int speed = AV1_SPEEDS.getOrDefault(settings.preset(), 10);
        return Map.of("preset", Integer.toString(speed), "svtav1-params", "pred-struct=1:rc=2:scd=0:lp=2");
    }

    /// Threads that share each picture. A thread of its own for each picture would cost a frame of delay per
    /// thread, and the more cores there are the more.
    private static int threads(VideoSettings settings) {
        PictureSize size = settings.size();
        double pixelsPerSecond =
                size.width() * size.height() * settings.frameRate().toDouble();
        int wanted = (int) Math.ceil(pixelsPerSecond / PIXELS_PER_THREAD);
        return Math.clamp(wanted, 1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }
}
