package io.rostrum.push.packet;

/// When a packet's picture or sound passed each stage, in nanoseconds of the session's clock; 0 where it did not.
///
/// @param capturedNanos the newest source frame in it was captured
/// @param composedNanos the compositor or mixer gave it away
/// @param encodedNanos  the encoder gave it away
public record PacketStamps(long capturedNanos, long composedNanos, long encodedNanos) {
    public static final PacketStamps NONE = new PacketStamps(0, 0, 0);
}
