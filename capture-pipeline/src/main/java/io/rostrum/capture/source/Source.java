package io.rostrum.capture.source;

import io.rostrum.capture.clock.MediaClock;

/// Something that can be put in a scene: a camera, a screen, a window, an image, a media file.
///
/// A source owns its capture thread. It calls the sink on that thread only, with strictly increasing timestamps, and
/// never after [#close()] has returned.
public interface Source extends AutoCloseable {
    /// {@return what this is, for people and log lines: `screen :0`, `talk.mp4`}
    String name();

    /// Opens the device and starts delivering. Blocks until it is open or has failed, ten seconds at most.
    ///
    /// @param clock every frame is stamped with its time of capture on this clock
    /// @param sink  takes ownership of every frame it is given
    /// @throws DeviceException if the device is missing, busy, or forbidden by the system
    void start(MediaClock clock, FrameSink sink) throws DeviceException;

    /// Stops delivering and releases the device. Idempotent; returns when the capture thread has ended.
    @Override
    void close();
}
