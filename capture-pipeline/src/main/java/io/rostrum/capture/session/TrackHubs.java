package io.rostrum.capture.session;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.push.packet.PacketSink;
import java.util.List;

/// Who takes packets, by the track of sound that they are to hear. Thread-safe.
final class TrackHubs {
    private final List<PacketHub> hubs =
            TrackSet.all().mapToObj(_ -> new PacketHub()).toList();

    /// Adds a sink; it gets every packet of pictures, and of the sound of this track, from now on.
    ///
    /// @throws IllegalArgumentException if there is no such track
    void add(PacketSink sink, int track) {
        of(TrackSet.requireTrack(track)).add(sink);
    }

    /// Removes a sink, whatever its track.
    void remove(PacketSink sink) {
        hubs.forEach(hub -> hub.remove(sink));
    }

    PacketHub of(int track) {
        return hubs.get(track - TrackSet.FIRST);
    }

    /// {@return the tracks that somebody takes}
    TrackSet taken() {
        TrackSet taken = TrackSet.NONE;
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            taken = taken.with(track, !of(track).isEmpty());
        }
        return taken;
    }
}
