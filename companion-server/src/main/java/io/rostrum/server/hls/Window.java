package io.rostrum.server.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The segments of a playlist, and those that left it but may still be asked for. Confined to one thread.
final class Window {
    private static final int MIN_TARGETS = 5;

    private final long wantedMillis;
    private final ArrayDeque<Segment> listed = new ArrayDeque<>();
    private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
    private long listedMillis;
    private long discontinuitySequence;

    /// @param untilNanos when nobody may ask for it any more: its own length and that of the longest playlist it was in
    ///                   after it left (RFC 8216 §6.2.2)
    private record Leaving(Segment segment, long untilNanos) {}

    Window(HlsConfig config) {
        wantedMillis = config.window().toMillis();
    }

    /// Lists one more; the oldest leave where enough remains.
    ///
    /// @return segments that may be forgotten
    List<Segment> add(Segment segment, int targetSeconds, long nowNanos) {
        listed.add(segment);
        listedMillis += segment.durationMillis();
        long enough = Math.max(wantedMillis, MIN_TARGETS * 1000L * targetSeconds);
        while (listedMillis - listed.getFirst().durationMillis() >= enough) {
            long longestPlaylist = listedMillis;
            Segment oldest = listed.removeFirst();
            listedMillis -= oldest.durationMillis();
            if (oldest.discontinuity()) {
                discontinuitySequence++;
            }
            long millis = oldest.durationMillis() + longestPlaylist;
            leaving.add(new Leaving(oldest, nowNanos + millis * 1_000_000));
        }
        List<Segment> gone = new ArrayList<>();
        while (!leaving.isEmpty() && leaving.getFirst().untilNanos() - nowNanos <= 0) {
            gone.add(leaving.removeFirst().segment());
        }
        return gone;
    }

    List<Segment> listed() {
        return List.copyOf(listed);
    }

    /// {@return everything that can still be asked for}
    List<Segment> all() {
        List<Segment> all = new ArrayList<>();
        leaving.forEach(l -> all.add(l.segment()));
        all.addAll(listed);
        return all;
    }

    /// {@return discontinuities that left the playlist (RFC 8216 §6.2.2)}
    long discontinuitySequence() {
        return discontinuitySequence;
    }
}
