package io.rostrum.capture.audio.monitor;

import java.io.IOException;

/// An opened output device that takes sound as it plays it: 48 kHz, stereo, 16 bits, little-endian.
public interface OutputDevice extends AutoCloseable {
    /// Opens devices.
    @FunctionalInterface
    interface Opener {
        /// @param name as [JavaSoundDevice#names()] says; empty for the system's default
        /// @throws IOException in words for the user
        OutputDevice open(String name) throws IOException;
    }

    /// Blocks while the device has enough.
    ///
    /// @throws IOException if it plays no longer
    void play(byte[] bytes) throws IOException;

    @Override
    void close();
}
