package io.rostrum.capture.session;

import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each packet to every sink, a handle for each. Sinks come and go while packets flow; each begins at a key
/// frame by itself. A sink with a defect is left out from then on and costs the others nothing.
final class PacketHub implements PacketSink {
    private static final Logger log = LoggerFactory.getLogger(PacketHub.class);

    private final List<PacketSink> sinks = new CopyOnWriteArrayList<>();

    void add(PacketSink sink) {
        sinks.add(sink);
    }

    void remove(PacketSink sink) {
        sinks.remove(sink);
    }

    boolean isEmpty() {
        return sinks.isEmpty();
    }

    @Override
    public void accept(Packet packet) {
        try (packet) {
            for (PacketSink sink : sinks) {
                give(packet.retain(), sink);
            }
        }
    }

    private void give(Packet handle, PacketSink sink) {
        try {
            sink.accept(handle);
        } catch (RuntimeException | Error e) {
            handle.close();
            sinks.remove(sink);
            log.error(
                    "[session] {} gets no more packets because of a defect",
                    sink.getClass().getSimpleName(),
                    e);
        }
    }
}
