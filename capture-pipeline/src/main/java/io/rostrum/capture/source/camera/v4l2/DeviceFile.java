package io.rostrum.capture.source.camera.v4l2;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// An opened device of the kernel. Confined to one thread at a time.
interface DeviceFile extends AutoCloseable {
    /// Opens devices.
    @FunctionalInterface
    interface Opener {
        /// @throws IOException with the system's words, if the device does not open
        DeviceFile open(Path device) throws IOException;
    }

    /// Asks the device's driver for something (ioctl(2)).
    ///
    /// @param request  its code
    /// @param argument read and written by the driver
    /// @return whether the driver did it; the end of every list is told by a refusal
    boolean control(long request, MemorySegment argument);

    @Override
    void close();
}
