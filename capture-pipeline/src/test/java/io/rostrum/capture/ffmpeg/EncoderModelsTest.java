package io.rostrum.capture.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EncoderModelsTest {
    private static final VideoSettings SETTINGS =
            VideoSettings.live(new PictureSize(1280, 720), new Rational(30, 1), 2_500_000, Duration.ofSeconds(2));

    @Test
    void devicesComeFirstAndOpenH264Last() {
        assertThat(names("Linux")).containsExactly("nvenc", "qsv", "vaapi", "v4l2m2m", "x264", "openh264");
        assertThat(names("Windows 11")).containsExactly("nvenc", "qsv", "amf", "mf", "x264", "openh264");
        assertThat(names("Mac OS X")).containsExactly("videotoolbox", "x264", "openh264");
    }

    private static List<String> names(String system) {
        return EncoderModels.on(system).stream().map(EncoderModel::name).toList();
    }

    static Stream<EncoderModel> onLinux() {
        return EncoderModels.on("Linux").stream();
    }

    /// FFmpeg itself knows each option by that name and takes its value, whether or not the device is there.
    @ParameterizedTest
    @MethodSource("onLinux")
    void ffmpegTakesEveryOption(EncoderModel model) {
        AVCodec codec = avcodec_find_encoder_by_name(model.ffmpegName());
        assertThat(codec).as(model.ffmpegName()).isNotNull();
        AVCodecContext context = avcodec_alloc_context3(codec);
        try {
            for (Map.Entry<String, String> option :
                    model.options().apply(SETTINGS).entrySet()) {
                assertThat(av_opt_set(context, option.getKey(), option.getValue(), AV_OPT_SEARCH_CHILDREN))
                        .as("%s of %s", option, model.ffmpegName())
                        .isZero();
            }
        } finally {
            avcodec_free_context(context);
        }
    }
}
