package io.rostrum.server.hls;

import io.rostrum.server.live.MediaMessage;

/// Cuts one quality of a stream into segments. Confined to the stream's loop.
interface Cutter {
    /// @param message borrowed
    void message(MediaMessage message);

    /// What there is becomes a segment; what comes next does not follow on it.
    void interrupted();

    /// Nothing follows.
    void end();

    /// Gives up what has not become a segment.
    void discard();
}
