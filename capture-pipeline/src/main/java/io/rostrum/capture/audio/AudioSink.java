package io.rostrum.capture.audio;

import io.rostrum.capture.source.DeviceException;

/// Where an audio source delivers. Called on the source's thread only.
public interface AudioSink {
    /// Takes ownership of `block`. Returns at once.
    void block(AudioBlock block);

    /// The source will deliver nothing more, against its will.
    void lost(DeviceException why);

    /// The source has come to its natural end: a file without loop.
    void ended();
}
