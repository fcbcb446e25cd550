package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.v4l2.V4l2Cameras;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Linux: the kernel lists, FFmpeg's `v4l2` captures.
final class Video4Linux implements CameraSystem {
    private final V4l2Cameras cameras = new V4l2Cameras();

    @Override
    public List<CameraInfo> list() {
        return cameras.list();
    }

    @Override
    public List<CameraControl> controls(CameraInfo camera) {
        return cameras.controls(camera);
    }

    @Override
    public void set(CameraInfo camera, String control, int value) throws DeviceException {
        cameras.set(camera, control, value);
    }

    @Override
    public Input input(CameraInfo camera, @Nullable CameraFormat format) {
        Map<String, String> options = format == null
                ? Map.of()
                : Map.of(
                        "input_format", format.encoding(),
                        "video_size", format.size().toString(),
                        "framerate", format.rate().toString());
        return new Input("v4l2", camera.address(), options);
    }

    @Override
    public String permissionRemedy() {
        return "add yourself to the group video (sudo usermod -aG video $USER) and log in again";
    }
}
