package io.rostrum.server.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The segments of a playlist, and those that left it but may still be asked for. Confined to one thread.
final class Window {
    private static final int MIN_TARGETS = 5;
    /// What a playlist must list at least (RFC 8216 §6.2.2), target durations.
    private static final int LEAST_TARGETS = 3;

    private final long wantedMillis;
    private final ArrayDeque<Segment> listed = new ArrayDeque<>();
    private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
    private long listedMillis;
    private long bytes;
    private long discontinuitySequence;

    /// @param untilNanos when nobody may ask for it any more: its own length and that of the longest playlist it was in
    ///                   after it left (RFC 8216 §6.2.2)
    private record Leaving(Segment segment, long untilNanos) {}

    /// @param discontinuitySequence of the first segment to come
    Window(HlsConfig config, long discontinuitySequence) {
        wantedMillis = config.window().toMillis();
        this.discontinuitySequence = discontinuitySequence;
    }

    /// Lists one more; the oldest leave where enough remains.
    ///
    /// @return segments that may be forgotten
    List<Segment> add(Segment segment, int targetSeconds, long nowNanos) {
        listed.add(segment);
        listedMillis += segment.durationMillis();
        bytes += segment.bytes();
        long enough = Math.max(wantedMillis, MIN_TARGETS * 1000L * targetSeconds);
        while (listedMillis - listed.getFirst().durationMillis() >= enough) {
            long longestPlaylist = listedMillis;
            Segment oldest = unlistOldest();
            long millis = oldest.durationMillis() + longestPlaylist;
            leaving.add(new Leaving(oldest, nowNanos + millis * 1_000_000));
        }
        List<Segment> gone = new ArrayList<>();
        while (!leaving.isEmpty() && leaving.getFirst().untilNanos() - nowNanos <= 0) {
            gone.add(leaving.removeFirst().segment());
        }
        bytes -= bytes(gone);
        return gone;
    }

    /// Gives up what may be asked for no longer than it is listed, then what is listed, oldest first, until no more
    /// than `most` bytes are held or the least is left that a playlist must list.
    ///
    /// @return segments to be forgotten
    List<Segment> shrink(long most, int targetSeconds) {
        List<Segment> gone = new ArrayList<>();
        long goneBytes = 0;
        while (bytes - goneBytes > most && canGiveUp(targetSeconds)) {
            Segment oldest =
                    leaving.isEmpty() ? unlistOldest() : leaving.removeFirst().segment();
            gone.add(oldest);
            goneBytes += oldest.bytes();
        }
        bytes -= goneBytes;
        return gone;
    }

    private boolean canGiveUp(int targetSeconds) {
        if (!leaving.isEmpty()) {
            return true;
        }
        return !listed.isEmpty()
                && listedMillis - listed.getFirst().durationMillis() >= LEAST_TARGETS * 1000L * targetSeconds;
    }

    private Segment unlistOldest() {
        Segment oldest = listed.removeFirst();
        listedMillis -= oldest.durationMillis();
        if (oldest.discontinuity()) {
            discontinuitySequence++;
        }
        return oldest;
    }

    private static long bytes(List<Segment> segments) {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    /// {@return bytes of everything that can still be asked for}
    long bytes() {
        return bytes;
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
