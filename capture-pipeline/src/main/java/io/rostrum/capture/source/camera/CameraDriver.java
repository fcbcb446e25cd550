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

    /// Sets something on a camera; what the driver cannot take it takes as near as it can.
    ///
    /// @param control name of one of [#controls]
    /// @param value   within its range
    /// @throws DeviceException if the camera is gone, or has no such control, or refuses
    void set(CameraInfo camera, String control, int value) throws DeviceException;

    /// Opens a camera.
    ///
    /// @param format one of the camera's; null leaves the choice to the system
    /// @throws DeviceException if it is gone, held by another program, forbidden, or cannot deliver the format
    @MustBeClosed
    OpenCamera open(CameraInfo camera, @Nullable CameraFormat format) throws DeviceException;
}
