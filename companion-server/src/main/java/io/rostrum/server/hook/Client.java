package io.rostrum.server.hook;

import java.net.InetAddress;

/// Who publishes or plays, as a callback is told.
///
/// @param id      tells connections apart
/// @param address of the peer
/// @param tcUrl   what an RTMP peer connected to; empty for HTTP
/// @param query   what came behind the stream's name, without `?`; whatever the peer wrote
public record Client(String id, InetAddress address, String tcUrl, String query) {}
