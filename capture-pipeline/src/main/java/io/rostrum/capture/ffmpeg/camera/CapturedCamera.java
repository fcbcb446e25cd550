package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.ffmpeg.grab.PictureReader;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.OpenCamera;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import org.jspecify.annotations.Nullable;

/// A camera that libavdevice has opened.
final class CapturedCamera implements OpenCamera {
    private final CameraInfo camera;
    private final PictureReader reader;
    private boolean closed;

    /// @param reader taken
    CapturedCamera(CameraInfo camera, PictureReader reader) {
        this.camera = camera;
        this.reader = reader;
    }

    @Override
    public @Nullable VideoFrame read(FramePool pool, MediaClock clock) throws DeviceException {
        try {
            return reader.read(pool, clock);
        } catch (AvError e) {
            throw new DeviceException(
                    Reason.LOST, "camera " + camera.name() + " is gone (" + e.words() + "); plug it in again", e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.close();
        }
    }
}
