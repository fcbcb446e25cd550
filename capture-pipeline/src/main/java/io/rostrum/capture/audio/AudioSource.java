package io.rostrum.capture.audio;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;

/// Something that can be heard: a microphone, the desktop's sound, a file, a tone.
///
/// It owns its capture thread, converts to the session's format itself, calls the sink on that thread only, and never
/// after [#close()] has returned.
public interface AudioSource extends AutoCloseable {
    /// {@return what this is, for people and log lines: `Built-in microphone`, `talk.mp4`}
    String name();

    /// Opens the device and starts delivering. Blocks until it is open or has failed, ten seconds at most.
    ///
    /// @throws DeviceException if the device is missing, busy, or forbidden by the system
    void start(MediaClock clock, AudioSink sink) throws DeviceException;

    /// Stops delivering and releases the device. Idempotent; returns when the capture thread has ended.
    @Override
    void close();
}
