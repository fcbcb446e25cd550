package io.rostrum.capture.source.camera;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.source.DeviceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A system's cameras. Thread-safe.
public interface CameraDriver {
    /// {@return the cameras that are plugged in now, also those that cannot be opened; fails never, and is cheap enough
    /// to be asked several times a second}
    List<CameraInfo> list();

    /// {@return what can be set on a camera; empty when it cannot be asked}
    List<CameraControl> controls(CameraInfo camera);

    /// Opens a camera.
    ///
    /// @param format one of the camera's; null leaves the choice to the system
    /// @throws DeviceException if it is gone, held by another program, forbidden, or cannot deliver the format
    @MustBeClosed
    OpenCamera open(CameraInfo camera, @Nullable CameraFormat format) throws DeviceException;
}
