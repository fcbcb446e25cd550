package io.rostrum.capture.record;

import io.rostrum.push.fmp4.Fragment;
import io.rostrum.push.fmp4.InitSegment;
import io.rostrum.push.fmp4.RandomAccessIndex;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.push.packet.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    private final RecordingStorage.OpenFile file;
    private final Path path;
    private final long fragmentNanos;
    private final List<PartTrack> tracks;
    private final InitSegment init;
    private final RandomAccessIndex index;
    private long bytes;
    private long sequenceNumber;
    private long playedNanos;

    /// @param tracks the leading one first: it says where fragments end
    private Mp4Part(
            RecordingStorage.OpenFile file, Path path, long fragmentNanos, List<PartTrack> tracks, InitSegment init) {
        this.file = file;
        this.path = path;
        this.fragmentNanos = fragmentNanos;
        this.tracks = tracks;
        this.init = init;
        this.index = new RandomAccessIndex(tracks.getFirst().track());
    }

    /// Writes the header.
    ///
    /// @param file   taken, also when this fails
    /// @param firsts the first packet of each track, the leading track's first; borrowed, to be added afterwards
    static Mp4Part begin(RecordingStorage.OpenFile file, Path path, Duration fragment, List<Packet> firsts)
            throws IOException {
        try {
            long zeroNanos = firsts.getFirst().ptsNanos();
            List<PartTrack> tracks = new ArrayList<>();
            for (Packet first : firsts) {
                tracks.add(PartTrack.of(tracks.size() + 1, first, zeroNanos));
            }
            InitSegment init =
                    InitSegment.of(tracks.stream().map(PartTrack::track).toList());
            Mp4Part part = new Mp4Part(file, path, fragment.toNanos(), tracks, init);
            part.append(init.bytes());
            return part;
        } catch (IOException | RuntimeException e) {
            try (file) {
                throw e;
            }
        }
    }

    Path path() {
        return path;
    }

    /// {@return bytes in the file}
    long bytes() {
        return bytes;
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
        Fragment fragment = Fragment.of(sequenceNumber + 1, runs);
        try {
            fragment.writeTo(file);
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        index.add(bytes, runs);
        sequenceNumber++;
        bytes += fragment.size();
        playedNanos = played;
        tracks.forEach(PartTrack::clear);
    }

    private void append(ByteBuffer buffer) throws IOException {
        int size = buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        bytes += size;
    }

    private void takeBack(IOException reason) {
        try {
            file.truncate(bytes);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /// Writes what waits, the index and the duration, and closes the file.
    void finish() throws IOException {
        try {
            writeFragment(null);
            complete();
            file.force();
        } finally {
            tracks.forEach(PartTrack::clear);
            file.close();
        }
    }

    /// Gives up what waits and closes the file, which can be played up to its last fragment.
    void abandon() {
        tracks.forEach(PartTrack::clear);
        try (file) {
            complete();
        } catch (IOException _) {
            // The file plays without an index and a duration too, and why writing failed is already known.
        }
    }

    private void complete() throws IOException {
        append(index.encode());
        file.writeAt(init.durationOffset(), InitSegment.durationBox(playedNanos / NANOS_PER_MILLI));
    }
}
