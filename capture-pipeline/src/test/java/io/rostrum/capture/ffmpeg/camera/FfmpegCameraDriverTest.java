package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.camera.CameraDriver;
import io.rostrum.capture.source.camera.CameraDriverContract;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// FFmpeg's test picture stands for the camera; it goes by itself after half a second of pictures.
@EnabledOnOs(OS.LINUX)
final class FfmpegCameraDriverTest extends CameraDriverContract {
    private static final CameraInfo CAMERA = new CameraInfo(
            "usb-Test_Picture-video-index0",
            "Test Picture",
            "/dev/video0",
            List.of(new CameraFormat("yuyv422", false, SIZE, RATE)));

    @Override
    protected CameraDriver driver() {
        return new FfmpegCameraDriver(new StandInSystem(
                CAMERA, new CameraSystem.Input("lavfi", "testsrc2=s=320x240:r=30:d=0.5,format=yuyv422", Map.of())));
    }

    @Override
    protected CameraInfo missing() {
        return new CameraInfo("missing", "Missing Camera", "/dev/video99", List.of());
    }

    @Override
    protected void takeAway() {}

    @Override
    protected String cameraName() {
        return "Test Picture";
    }
}
