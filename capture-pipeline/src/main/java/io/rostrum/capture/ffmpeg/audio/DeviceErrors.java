package io.rostrum.capture.ffmpeg.audio;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENODEV;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOENT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EPERM;

import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import java.util.concurrent.ExecutionException;

/// What a sound device that does not open means to the user.
final class DeviceErrors {
    /// errno EBUSY of Linux, negated as FFmpeg does.
    private static final int BUSY_CODE = -16;

    private DeviceErrors() {}

    static DeviceException of(AudioDevice device, ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Reason reason = cause instanceof AvError error ? reason(error.code()) : Reason.NOT_FOUND;
        String expected = switch (reason) {
            case NOT_FOUND -> "a device that is plugged in; see `rostrum doctor`";
            case BUSY -> "a device that no other program holds; close the other program";
            case PERMISSION_DENIED -> "the right to record; add the user to the group `audio`";
            case FORMAT_NOT_SUPPORTED -> "a device that records 16-bit sound";
            case LOST -> "a device that stays";
        };
        return new DeviceException(
                reason,
                "audio device " + device.id() + " does not open: " + cause.getMessage() + " (expected: " + expected
                        + ")",
                cause);
    }

    private static Reason reason(int code) {
        if (code == BUSY_CODE) {
            return Reason.BUSY;
        }
        if (code == AVERROR_EACCES() || code == AVERROR_EPERM()) {
            return Reason.PERMISSION_DENIED;
        }
        if (code == AVERROR_ENOENT() || code == AVERROR_ENODEV()) {
            return Reason.NOT_FOUND;
        }
        return Reason.FORMAT_NOT_SUPPORTED;
    }
}
