package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraDevices;
import io.rostrum.capture.source.camera.CameraDriver;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.OpenCamera;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.cli.Finding.Health;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CameraExaminationTest {
    private static final PictureSize HD = new PictureSize(1280, 720);
    private static final CameraInfo CAMERA = new CameraInfo(
            "usb-C920-index0",
            "C920",
            "/dev/video0",
            List.of(
                    new CameraFormat("mjpeg", true, HD, new Rational(15, 1)),
                    new CameraFormat("mjpeg", true, HD, new Rational(30, 1)),
                    new CameraFormat("yuyv422", false, new PictureSize(640, 480), new Rational(30, 1))));

    /// @param refusal why it does not open; null for a camera that is well
    private record OneCamera(
            List<CameraInfo> list, @Nullable DeviceException refusal) implements CameraDriver {
        @Override
        public List<CameraControl> controls(CameraInfo camera) {
            return List.of(new CameraControl("Brightness", 0, 255, 128, 140, List.of()));
        }

        @Override
        public void set(CameraInfo camera, String control, int value) {
            throw new AssertionError("looking at a camera must not change it");
        }

        @Override
        public OpenCamera open(CameraInfo camera, @Nullable CameraFormat format) throws DeviceException {
            if (refusal != null) {
                throw refusal;
            }
            return new OpenCamera() {
                @Override
                public VideoFrame read(FramePool pool, MediaClock clock) {
                    return pool.take(HD, clock.nanoTime(), true);
                }

                @Override
                public void close() {}
            };
        }
    }

    private static List<Finding> look(List<CameraInfo> cameras, @Nullable DeviceException refusal) {
        return CameraExamination.run(new CameraDevices(new OneCamera(cameras, refusal)));
    }

    @Test
    void aCameraIsTriedAndSaidWithFormatsAndControls() {
        assertThat(look(List.of(CAMERA), null))
                .containsExactly(
                        Finding.good("camera", "C920 (usb-C920-index0, /dev/video0): 1280x720 captured"),
                        Finding.good("camera formats", "mjpeg 1280x720@30; yuyv422 640x480@30"),
                        Finding.good("camera controls", "Brightness 140 (0..255)"));
    }

    @Test
    void aCameraThatDoesNotOpenIsSaidWithWhatToDo() {
        DeviceException busy = new DeviceException(Reason.BUSY, "camera C920 is held by another program; close it");
        assertThat(look(List.of(CAMERA), busy).getFirst())
                .isEqualTo(Finding.lacking(
                        "camera",
                        "C920 (usb-C920-index0, /dev/video0): camera C920 is held by another program; close it",
                        ""));
    }

    @Test
    void aMachineWithoutCamerasIsToldWhatElseThereIs() {
        assertThat(look(List.of(), null)).singleElement().satisfies(finding -> {
            assertThat(finding.health()).isEqualTo(Health.LACKING);
            assertThat(finding.remedy()).contains("--video testcard");
        });
    }
}
