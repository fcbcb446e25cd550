package io.rostrum.server.http;

import java.time.Duration;

/// What one peer may use up before its connection is closed.
///
/// @param maxHeaderBytes    request line and header fields together; more is answered 431
/// @param maxBodyBytes      of a request; more is answered 413
/// @param headerTimeout     from the first byte of a request (or the accept) to the end of its header
/// @param bodyTimeout       from the end of the header to the end of the body
/// @param idleTimeout       between two requests of a connection
/// @param writeTimeout      from handing over a reply to its last byte being accepted by the peer
/// @param maxConnections    at once; more are closed on accept
/// @param maxPerAddress     at once from one address that is neither loopback nor a trusted proxy
public record HttpLimits(
        int maxHeaderBytes,
        int maxBodyBytes,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration writeTimeout,
        int maxConnections,
        int maxPerAddress) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            8 << 10,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            20_000,
            1_000);
}
