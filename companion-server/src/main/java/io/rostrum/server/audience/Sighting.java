package io.rostrum.server.audience;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.LongSupplier;

/// A viewer, as it is seen now.
///
/// @param key      tells it from the stream's others
/// @param protocol `rtmp`, `flv`, `ws-flv`, `hls`, `ll-hls` or `dash`
/// @param program  what it calls itself; may be empty
/// @param since    when it came
/// @param at       when it last showed that it watches
/// @param left     whether it does no longer
/// @param bytes    asked for what was sent to it until then, also when it is gone
record Sighting(
        String key,
        String protocol,
        InetAddress address,
        String program,
        Instant since,
        Instant at,
        boolean left,
        LongSupplier bytes) {
    static InetAddress address(java.net.SocketAddress peer) {
        return peer instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
