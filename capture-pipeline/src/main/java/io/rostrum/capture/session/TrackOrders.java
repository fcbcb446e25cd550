package io.rostrum.capture.session;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// The pictures of one encoder in order with the sound of each track that somebody takes with them; an order
/// ([Interleaver]) for each such track, and none for the others. Pictures come from the encoder's thread, sound from
/// the mixer's.
final class TrackOrders implements PacketSink {
    private final Map<Integer, Interleaver> orders = new HashMap<>();
    private final Set<MediaKind> kinds;
    private final Duration patience;
    private final TrackHubs hubs;
    private final LongSupplier now;
    private boolean ended;

    /// @param kinds    what is going to come
    /// @param patience how long pictures wait for sound, or sound for pictures
    /// @param hubs     take the packets in order
    /// @param now      monotonic nanoseconds
    TrackOrders(Set<MediaKind> kinds, Duration patience, TrackHubs hubs, LongSupplier now) {
        this.kinds = kinds;
        this.patience = patience;
        this.hubs = hubs;
        this.now = now;
    }

    /// @param packet of pictures, taken
    @Override
    public synchronized void accept(Packet packet) {
        try (packet) {
            TrackSet taken = taken();
            for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
                if (taken.has(track)) {
                    order(track).accept(packet.retain());
                } else {
                    forget(track);
                }
            }
        }
    }

    /// @param packet of a track's sound, taken
    synchronized void sound(int track, Packet packet) {
        if (taken().has(track)) {
            order(track).accept(packet);
        } else {
            packet.close();
            forget(track);
        }
    }

    private TrackSet taken() {
        return ended ? TrackSet.NONE : hubs.taken();
    }

    private Interleaver order(int track) {
        return orders.computeIfAbsent(track, key -> new Interleaver(kinds, patience, hubs.of(key), now));
    }

    private void forget(int track) {
        Interleaver left = orders.remove(track);
        if (left != null) {
            left.flush(); // to nobody
        }
    }

    /// Gives away all that waits, in order; what comes after is left out.
    synchronized void end() {
        ended = true;
        orders.values().forEach(Interleaver::flush);
        orders.clear();
    }
}
