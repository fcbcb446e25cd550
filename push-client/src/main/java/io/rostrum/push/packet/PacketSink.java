package io.rostrum.push.packet;

/// Where packets go: a target's queue, a recorder, a replay buffer.
@FunctionalInterface
public interface PacketSink {
    /// Takes ownership of `packet`. Never blocks: the encoder's thread calls it. Video and audio of one broadcast
    /// arrive interleaved by decoding time, from one thread.
    void accept(Packet packet);
}
