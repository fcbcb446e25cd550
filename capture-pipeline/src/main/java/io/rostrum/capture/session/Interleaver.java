package io.rostrum.capture.session;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Puts video and audio into one order, by decoding time.
///
/// A packet is given away once the other kind has come as far, or after a while when the other kind is late: one
/// kind that stalls never holds up the other for longer. Packets come from the encoder's and the mixer's thread and
/// leave on either, one at a time. Sound that comes after later pictures were given away is passed on in its own
/// order.
final class Interleaver implements PacketSink {
    /// @param arrivedNanos when it came, nanoseconds of `now`
    private record Waiting(Packet packet, long arrivedNanos) {}

    private final Map<MediaKind, ArrayDeque<Waiting>> waiting = new EnumMap<>(MediaKind.class);
    private final Map<MediaKind, Long> newestNanos = new EnumMap<>(MediaKind.class);
    private final PacketSink output;
    private final LongSupplier now;
    private final long patienceNanos;

    /// @param kinds    what is going to come
    /// @param patience how long a packet waits for the other kind
    /// @param output   takes the packets in order
    /// @param now      monotonic nanoseconds
    Interleaver(Set<MediaKind> kinds, Duration patience, PacketSink output, LongSupplier now) {
        patienceNanos = patience.toNanos();
        for (MediaKind kind : kinds) {
            waiting.put(kind, new ArrayDeque<>());
            newestNanos.put(kind, Long.MIN_VALUE);
        }
        this.output = output;
        this.now = now;
    }

    @Override
    public synchronized void accept(Packet packet) {
        ArrayDeque<Waiting> queue = waiting.get(packet.kind());
        if (queue == null) {
            packet.close();
            throw new IllegalArgumentException(
                    "packet of " + packet.kind() + " (expected: one of " + waiting.keySet() + ")");
        }
        queue.add(new Waiting(packet, now.getAsLong()));
        newestNanos.merge(packet.kind(), packet.dtsNanos(), Math::max);
        release(false);
    }

    /// Gives away all that waits, in order.
    synchronized void flush() {
        release(true);
    }

    private void release(boolean all) {
        ArrayDeque<Waiting> queue = earliest();
        while (queue != null) {
            Waiting head = queue.getFirst();
            if (!all && !othersHaveCome(head.packet()) && !outOfPatience(head)) {
                return;
            }
            queue.removeFirst();
            output.accept(head.packet());
            queue = earliest();
        }
    }

    /// The queue whose first packet is the earliest, null when nothing waits.
    private @Nullable ArrayDeque<Waiting> earliest() {
        ArrayDeque<Waiting> earliest = null;
        long dts = Long.MAX_VALUE;
        for (ArrayDeque<Waiting> queue : waiting.values()) {
            Waiting head = queue.peekFirst();
            if (head != null && head.packet().dtsNanos() < dts) {
                earliest = queue;
                dts = head.packet().dtsNanos();
            }
        }
        return earliest;
    }

    private boolean othersHaveCome(Packet packet) {
        return newestNanos.entrySet().stream()
                .allMatch(other -> other.getKey() == packet.kind() || other.getValue() >= packet.dtsNanos());
    }

    private boolean outOfPatience(Waiting head) {
        return now.getAsLong() - head.arrivedNanos() > patienceNanos;
    }
}
