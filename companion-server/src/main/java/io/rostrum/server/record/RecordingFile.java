package io.rostrum.server.record;

import io.rostrum.server.live.MediaMessage;
import java.io.IOException;

/// A file being written. It plays at any time; what has not been flushed is lost when the process is killed. Confined
/// to
/// one thread.
interface RecordingFile {
    /// Adds a frame or data.
    ///
    /// @param message borrowed
    /// @param millis  decoding time since the file began; never decreases within a kind
    /// @return whether something was handed to the disk
    /// @throws IOException if the disk does not take it, or the message cannot be read; the file is whole
    boolean write(MediaMessage message, long millis) throws IOException;

    /// Hands what waits to the disk.
    void flush() throws IOException;

    /// {@return bytes in the file}
    long bytes();

    /// {@return playing time that has been handed over, milliseconds}
    long durationMillis();

    /// Completes and closes the file.
    void finish() throws IOException;

    /// Closes the file after something went wrong; what is in it plays.
    void abandon();
}
