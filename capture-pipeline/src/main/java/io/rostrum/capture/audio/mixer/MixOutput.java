package io.rostrum.capture.audio.mixer;

import io.rostrum.capture.audio.AudioBlock;

/// Where the mixes go. Called on the mixer's thread only.
@FunctionalInterface
public interface MixOutput {
    /// Takes a block of one of the tracks that are wanted: 1024 frames that follow those before without a gap for as
    /// long as the track is wanted. All tracks' blocks of one time come after each other.
    ///
    /// @param block taken
    void mixed(int track, AudioBlock block);

    /// {@return the tracks that it is to be given; asked before each block}
    default TrackSet wanted() {
        return TrackSet.FIRST_ONLY;
    }
}
