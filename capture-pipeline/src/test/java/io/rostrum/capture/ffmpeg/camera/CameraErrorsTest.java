package io.rostrum.capture.ffmpeg.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CameraErrorsTest {
    private static final CameraInfo CAMERA = new CameraInfo("c920", "HD Pro Webcam", "/dev/video0", List.of());
    private static final CameraFormat FORMAT =
            new CameraFormat("mjpeg", true, new PictureSize(1280, 720), new Rational(30, 1));

    /// Numbers of `errno.h` on Linux: EBUSY, EACCES, EPERM, ENOENT, ENODEV, EINVAL.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -16 | BUSY                 | camera HD Pro Webcam is held by another program; close that program (Device or resource busy)
            -13 | PERMISSION_DENIED    | camera HD Pro Webcam may not be used by you; add yourself to the group video
            -1  | PERMISSION_DENIED    | add yourself to the group video (sudo usermod -aG video $USER) and log in again
            -2  | NOT_FOUND            | camera HD Pro Webcam is not plugged in; plug it in again
            -19 | NOT_FOUND            | camera HD Pro Webcam is not plugged in
            -22 | FORMAT_NOT_SUPPORTED | camera HD Pro Webcam does not deliver mjpeg 1280x720@30; choose another --size
            """)
    void aCodeOfTheSystemIsSaidWithARemedy(int code, Reason reason, String expected) {
        DeviceException said = null;
        try {
            AvError.check(code, "avformat_open_input", "/dev/video0");
        } catch (AvError e) {
            said = CameraErrors.opening(CAMERA, FORMAT, new Video4Linux().permissionRemedy(), e);
        }
        assertThat(said).isNotNull().hasMessageContaining(expected);
        assertThat(said.reason()).isEqualTo(reason);
    }
}
