package io.rostrum.capture.ffmpeg.camera;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENODEV;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOENT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENXIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EPERM;

import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import org.jspecify.annotations.Nullable;

/// What a camera that does not open means to the user.
final class CameraErrors {
    /// errno EBUSY of all three systems, negated as FFmpeg does.
    static final int BUSY_CODE = -16;

    private CameraErrors() {}

    /// @param permissionRemedy what to do when the system forbids it, as the end of a sentence
    static DeviceException opening(
            CameraInfo camera, @Nullable CameraFormat format, String permissionRemedy, AvError error) {
        Reason reason = reason(error.code());
        String remedy = switch (reason) {
            case NOT_FOUND, LOST -> "is not plugged in; plug it in again";
            case BUSY -> "is held by another program; close that program";
            case PERMISSION_DENIED -> "may not be used by you; " + permissionRemedy;
            case FORMAT_NOT_SUPPORTED ->
                "does not deliver " + (format == null ? "pictures" : format)
                        + "; choose another --size or --fps, or another camera";
        };
        return new DeviceException(
                reason, "camera " + camera.name() + " " + remedy + " (" + error.words() + ")", error);
    }

    /// DirectShow answers with an input/output error when another program has the camera.
    static Reason reason(int code) {
        if (code == BUSY_CODE || code == AVERROR_EIO()) {
            return Reason.BUSY;
        }
        if (code == AVERROR_EACCES() || code == AVERROR_EPERM()) {
            return Reason.PERMISSION_DENIED;
        }
        if (code == AVERROR_ENOENT() || code == AVERROR_ENODEV() || code == AVERROR_ENXIO()) {
            return Reason.NOT_FOUND;
        }
        return Reason.FORMAT_NOT_SUPPORTED;
    }
}
