package io.rostrum.server.http;

/// Told of each answered request; the seam for metrics. Called on event loops, so it must not block.
@FunctionalInterface
public interface RequestObserver {
    /// @param pattern of the route that answered, or `-` where none did
    /// @param status  HTTP status code
    /// @param bytes   of the body; for a [Takeover] 0
    /// @param nanos   from the request being read whole to the reply being handed over
    void answered(String pattern, int status, long bytes, long nanos);
}
