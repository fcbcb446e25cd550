package io.rostrum.capture.session;

import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Gives each packet to every sink, a handle for each. Sinks come and go while packets flow; each begins at a key
/// frame by itself.
final class PacketHub implements PacketSink {
    private final List<PacketSink> sinks = new CopyOnWriteArrayList<>();

    void add(PacketSink sink) {
        sinks.add(sink);
    }

    void remove(PacketSink sink) {
        sinks.remove(sink);
    }

    @Override
    public void accept(Packet packet) {
        try (packet) {
            for (PacketSink sink : sinks) {
                sink.accept(packet.retain());
            }
        }
    }
}
