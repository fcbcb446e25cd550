package io.rostrum.capture.ffmpeg.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Lists of devices in the form in which FFmpeg prints them on Windows and macOS; not recorded on such machines.
final class ListingsTest {
    private static final List<String> DIRECT_SHOW = """
            [dshow @ 03ACF580] DirectShow video device options
            [dshow @ 03ACF580]  Pin "Capture"
            [dshow @ 03ACF580]   pixel_format=yuyv422  min s=640x480 fps=15 max s=640x480 fps=30
            [dshow @ 03ACF580]   pixel_format=yuyv422  min s=640x480 fps=15 max s=640x480 fps=30 (tv, bt470bg/bt709/unknown, topleft)
            [dshow @ 03ACF580]   vcodec=mjpeg  min s=1280x720 fps=15 max s=1280x720 fps=30.0003
            dummy: Immediate exit requested
            """.lines().toList();

    private static final List<String> AV_FOUNDATION = """
            [AVFoundation input device @ 0x7fdf1bd03000] AVFoundation video devices:
            [AVFoundation input device @ 0x7fdf1bd03000] [0] FaceTime HD Camera (Built-in)
            [AVFoundation input device @ 0x7fdf1bd03000] [1] Capture screen 0
            [AVFoundation input device @ 0x7fdf1bd03000] AVFoundation audio devices:
            [AVFoundation input device @ 0x7fdf1bd03000] [0] Built-in Microphone
            : Input/output error
            """.lines().toList();

    @Test
    void directShowsFormatsAreRead() {
        assertThat(DirectShow.formats(DIRECT_SHOW))
                .containsExactly(
                        new CameraFormat("yuyv422", false, new PictureSize(640, 480), new Rational(30, 1)),
                        new CameraFormat("mjpeg", true, new PictureSize(1280, 720), new Rational(30_000, 1_000)));
    }

    @Test
    void directShowIsAskedForAFormat() {
        CameraInfo camera = new CameraInfo("@device_pnp_1", "Integrated Camera", "@device_pnp_1", List.of());
        CameraFormat mjpeg = new CameraFormat("mjpeg", true, new PictureSize(1280, 720), new Rational(30, 1));
        assertThat(new DirectShow().input(camera, mjpeg))
                .isEqualTo(new CameraSystem.Input(
                        "dshow",
                        "video=@device_pnp_1",
                        Map.of("vcodec", "mjpeg", "video_size", "1280x720", "framerate", "30")));
    }

    @Test
    void avFoundationsCamerasAreReadWithoutScreensAndMicrophones() {
        CameraInfo camera =
                new CameraInfo("FaceTime HD Camera (Built-in)", "FaceTime HD Camera (Built-in)", "0", List.of());
        assertThat(AvFoundation.cameras(AV_FOUNDATION)).containsExactly(camera);
        assertThat(new AvFoundation().input(camera, null).input()).isEqualTo("0:none");
    }
}
