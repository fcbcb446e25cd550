package io.rostrum.server.hls;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// A player of HLS or DASH, which has no connection of its own.
///
/// @param id        tells it from the stream's others
/// @param protocol  `hls`, `ll-hls` or `dash`
/// @param peer      where it asked from first
/// @param program   what it calls itself; may be empty
/// @param since     when it asked first
/// @param silentFor how long it has not asked, but for a target duration, in which it plays what it asked for
/// @param bytes     tells what was sent to it of media
public record HlsViewer(
        String id,
        String protocol,
        InetSocketAddress peer,
        String program,
        Instant since,
        Duration silentFor,
        LongSupplier bytes) {}
