package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What differs between the systems that libavdevice captures cameras of. Thread-safe.
interface CameraSystem {
    /// What opens a camera.
    ///
    /// @param device  of libavdevice: `v4l2`
    /// @param input   what the device calls the camera
    /// @param options of the device
    record Input(String device, String input, Map<String, String> options) {}

    /// {@return the cameras that are plugged in; cheap}
    List<CameraInfo> list();

    /// {@return what can be set on a camera; empty where the system is not asked}
    List<CameraControl> controls(CameraInfo camera);

    /// Sets something on a camera; see [io.rostrum.capture.source.camera.CameraDriver#set].
    default void set(CameraInfo camera, String control, int value) throws DeviceException {
        throw new DeviceException(
                Reason.FORMAT_NOT_SUPPORTED, "camera " + camera.name() + ": nothing can be set on this system");
    }

    /// @param format null for the camera's own choice
    Input input(CameraInfo camera, @Nullable CameraFormat format);

    /// {@return what a user does who may not use the camera, as the end of a sentence}
    String permissionRemedy();
}
