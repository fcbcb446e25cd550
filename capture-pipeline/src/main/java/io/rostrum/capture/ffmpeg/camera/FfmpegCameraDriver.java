package io.rostrum.capture.ffmpeg.camera;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.ffmpeg.grab.PictureReader;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraDriver;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.OpenCamera;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The cameras of this system, captured by libavdevice.
public final class FfmpegCameraDriver implements CameraDriver {
    private final CameraSystem system;

    FfmpegCameraDriver(CameraSystem system) {
        this.system = system;
    }

    /// {@return the driver for the system that this runs on}
    public static CameraDriver ofThisSystem() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new FfmpegCameraDriver(new DirectShow());
        }
        return new FfmpegCameraDriver(name.startsWith("mac") ? new AvFoundation() : new Video4Linux());
    }

    @Override
    public List<CameraInfo> list() {
        return system.list();
    }

    @Override
    public List<CameraControl> controls(CameraInfo camera) {
        return system.controls(camera);
    }

    @Override
    public void set(CameraInfo camera, String control, int value) throws DeviceException {
        system.set(camera, control, value);
    }

    @Override
    @MustBeClosed
    public OpenCamera open(CameraInfo camera, @Nullable CameraFormat format) throws DeviceException {
        CameraSystem.Input input = system.input(camera, format);
        try {
            return new CapturedCamera(
                    camera,
                    new PictureReader(input.device(), input.input(), input.options(), PictureReader.Untold.BT601));
        } catch (AvError e) {
            throw CameraErrors.opening(camera, format, system.permissionRemedy(), e);
        }
    }
}
