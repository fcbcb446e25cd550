package io.rostrum.push.target;

/// How far a receiver is behind the encoder, at one moment of one connection.
///
/// @param nowNanos           monotonic
/// @param behindNanos        media that was encoded and is not with the receiver, less what the mere way there takes
/// @param deliveredBytes     media that the receiver has acknowledged since the connection began; where the system
///                           does not tell, what the system has taken
/// @param soundBitsPerSecond of what is sent, the part that no encoder of pictures can lower
public record UplinkSample(long nowNanos, long behindNanos, long deliveredBytes, int soundBitsPerSecond) {}
