package io.rostrum.server.rtmp;

import java.time.Duration;

/// `rtmp` in rostrum.yaml, where every key is explained.
///
/// @param bindAddress      address to listen on
/// @param port             0..65535; 0 takes a free one
/// @param handshakeTimeout from the accept to the end of the handshake
/// @param roleTimeout      from the accept to publishing or playing
/// @param idleTimeout      a connection that has sent nothing for so long is closed; half of it between
///                         pings
/// @param maxConnections   at once; more are closed on accept
/// @param maxPerAddress    at once from one address that is not loopback
/// @param maxMessageBytes  of a publisher; before that
///                         [io.rostrum.push.rtmp.RtmpChunkDecoder.Limits#COMMAND_BYTES]
public record RtmpConfig(
        String bindAddress,
        int port,
        Duration handshakeTimeout,
        Duration roleTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxPerAddress,
        int maxMessageBytes) {
    /// {@return this machine only, with the defaults of rostrum.yaml}
    public static RtmpConfig loopback(int port) {
        return new RtmpConfig(
                "127.0.0.1",
                port,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                5_000,
                200,
                10 << 20);
    }

    /// {@return the same on another address}
    public RtmpConfig on(String address) {
        return new RtmpConfig(
                address,
                port,
                handshakeTimeout,
                roleTimeout,
                idleTimeout,
                maxConnections,
                maxPerAddress,
                maxMessageBytes);
    }
}
