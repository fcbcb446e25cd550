package io.rostrum.server.live;

import io.rostrum.server.auth.StreamName;
import java.util.Optional;

/// Finds a stream for somebody who wants to watch it, and begins it where that is configured. Thread-safe; does not
/// block.
@FunctionalInterface
public interface OnDemand {
    /// @param via the servers that the question has passed, as each wrote itself into it; empty for a viewer
    /// @return nothing if there is no such stream, or the question has been here before
    Optional<LiveStream> find(StreamName name, String via);
}
