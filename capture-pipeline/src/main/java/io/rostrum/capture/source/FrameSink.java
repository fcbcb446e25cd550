package io.rostrum.capture.source;

import io.rostrum.effects.picture.VideoFrame;

/// Where a source delivers. Called on the source's thread only.
public interface FrameSink {
    /// Takes ownership of `frame`. Returns at once.
    void frame(VideoFrame frame);

    /// The source will deliver nothing more, against its will: the device is gone, the window was closed, the file is
    /// broken.
    void lost(DeviceException why);

    /// The source has come to its natural end: a file without loop.
    void ended();
}
