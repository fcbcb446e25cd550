package io.rostrum.server.hls;

import java.net.InetSocketAddress;
import java.time.Instant;

/// A player of HLS, which has no connection of its own.
///
/// @param id    tells it from the stream's others
/// @param peer  where it asked from first
/// @param since when it did
public record HlsViewer(String id, InetSocketAddress peer, Instant since) {}
