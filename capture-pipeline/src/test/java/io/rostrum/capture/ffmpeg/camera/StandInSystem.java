package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A system with one camera, which any of FFmpeg's inputs stands for.
///
/// @param camera the only one; others are opened as Video4Linux would
/// @param stand  what is opened for it
record StandInSystem(CameraInfo camera, Input stand) implements CameraSystem {
    @Override
    public List<CameraInfo> list() {
        return List.of(camera);
    }

    @Override
    public List<CameraControl> controls(CameraInfo asked) {
        return List.of();
    }

    @Override
    public Input input(CameraInfo wanted, @Nullable CameraFormat format) {
        return wanted.equals(camera) ? stand : new Video4Linux().input(wanted, format);
    }

    @Override
    public String permissionRemedy() {
        return new Video4Linux().permissionRemedy();
    }
}
