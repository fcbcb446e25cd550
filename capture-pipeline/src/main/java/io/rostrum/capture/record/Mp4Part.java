package io.rostrum.capture.record;

import io.rostrum.push.file.OutputFile;
import io.rostrum.push.fmp4.FragmentedMovie;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.push.packet.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file: its header, a fragment a second or less, and an index at the end. Confined to the recorder's thread.
///
/// Nothing but whole fragments ever stays in the file: a fragment that cannot be written in full is taken back.
final class Mp4Part {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FragmentedMovie movie;
    private final Path path;
    private final long fragmentNanos;
    private final List<PartTrack> tracks;
    private long playedNanos;

    /// @param tracks the leading one first: it says where fragments end
    private Mp4Part(FragmentedMovie movie, Path path, long fragmentNanos, List<PartTrack> tracks) {
        this.movie = movie;
        this.path = path;
        this.fragmentNanos = fragmentNanos;
        this.tracks = tracks;
    }

    /// Writes the header.
    ///
    /// @param file   taken, also when this fails
    /// @param firsts the first packet of each track, the leading track's first; borrowed, to be added afterwards
    static Mp4Part begin(OutputFile file, Path path, Duration fragment, List<Packet> firsts) throws IOException {
        List<PartTrack> tracks = new ArrayList<>();
        try {
            long zeroNanos = firsts.getFirst().ptsNanos();
            for (Packet first : firsts) {
                tracks.add(PartTrack.of(tracks.size() + 1, first, zeroNanos));
            }
        } catch (IOException | RuntimeException e) {
            try (file) {
                throw e;
            }
        }
        FragmentedMovie movie = FragmentedMovie.begin(
                file, tracks.stream().map(PartTrack::track).toList());
        return new Mp4Part(movie, path, fragment.toNanos(), tracks);
    }

    Path path() {
        return path;
    }

    /// {@return bytes in the file}
    long bytes() {
        return movie.bytes();
    }

    /// {@return playing time in the file}
    Duration recorded() {
        return Duration.ofNanos(playedNanos);
    }

    /// {@return whether the packet belongs into this file: a track with the same parameters is there for it}
    boolean goesOnWith(Packet packet) {
        PartTrack track = trackOf(packet);
        return track != null && track.goesOnWith(packet);
    }

    /// Takes the packet, and first writes a fragment of those before it when it is time.
    ///
    /// @return whether a fragment was written
    boolean add(Packet packet) throws IOException {
        PartTrack track = trackOf(packet);
        if (track == null || !track.isInOrder(packet)) {
            packet.close();
            return false;
        }
        boolean due = false;
        if (track == tracks.getFirst() && !track.isEmpty()) {
            long span = track.spanNanosWith(packet);
            due = span > fragmentNanos || (packet.isVideo() && packet.keyFrame() && span > fragmentNanos / 2);
            if (due) {
                try {
                    writeFragment(packet);
                } catch (IOException | RuntimeException e) {
                    packet.close();
                    throw e;
                }
            }
        }
        track.add(packet);
        return due;
    }

    private @Nullable PartTrack trackOf(Packet packet) {
        for (PartTrack track : tracks) {
            if (track.track().kind() == packet.kind()) {
                return track;
            }
        }
        return null;
    }

    /// @param next the leading track's packet that follows; null at the end of the file
    private void writeFragment(@Nullable Packet next) throws IOException {
        List<TrackRun> runs = new ArrayList<>();
        long played = playedNanos;
        for (PartTrack track : tracks) {
            if (!track.isEmpty()) {
                long end = next != null && track == tracks.getFirst() ? track.decodeTicks(next) : track.usualEndTicks();
                runs.add(track.run(end));
                played = Math.max(played, track.playedNanos(end));
            }
        }
        if (runs.isEmpty()) {
            return;
        }
        movie.append(runs);
        playedNanos = played;
        tracks.forEach(PartTrack::clear);
    }

    /// Writes what waits, the index and the duration, and closes the file.
    void finish() throws IOException {
        try {
            writeFragment(null);
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
        movie.finish(playedMillis());
    }

    /// Gives up what waits and closes the file, which can be played up to its last fragment.
    void abandon() {
        tracks.forEach(PartTrack::clear);
        movie.abandon(playedMillis());
    }

    private long playedMillis() {
        return playedNanos / NANOS_PER_MILLI;
    }
}
