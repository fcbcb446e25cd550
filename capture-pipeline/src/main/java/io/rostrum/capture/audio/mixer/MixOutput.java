package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;

/// Where the mix goes.
@FunctionalInterface
public interface MixOutput {
    /// Called on the mixer's thread only, with blocks of 1024 frames that follow each other without a gap.
    ///
    /// @param block taken
    void mixed(AudioBlock block);
}
