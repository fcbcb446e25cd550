package io.rostrum.capture.source.camera;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import org.jspecify.annotations.Nullable;

/// An opened camera. Confined to one thread at a time.
public interface OpenCamera extends AutoCloseable {
    /// {@return the next picture, opaque, stamped with its time of capture, to be closed by the caller; null if there
    /// is
    /// none yet}
    ///
    /// @throws DeviceException if the camera is gone
    @Nullable
    VideoFrame read(FramePool pool, MediaClock clock) throws DeviceException;

    /// Lets the camera go. Idempotent.
    @Override
    void close();
}
