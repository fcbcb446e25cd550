package io.rostrum.push.fmp4;

import io.rostrum.push.file.OutputFile;
import io.rostrum.push.file.PieceWriter;
import java.io.IOException;
import java.util.List;

/// A file of fragments being written: its header, a fragment at a time, and an index at the end. Confined to one
/// thread.
///
/// Nothing but whole fragments ever stays in the file, so it plays whatever ends its writing.
public final class FragmentedMovie {
    private final PieceWriter writer;
    private final InitSegment init;
    private final RandomAccessIndex index;
    private long sequenceNumber;

    private FragmentedMovie(PieceWriter writer, InitSegment init, RandomAccessIndex index) {
        this.writer = writer;
        this.init = init;
        this.index = index;
    }

    /// Writes the header.
    ///
    /// @param file   taken, also when this fails
    /// @param tracks the one that players seek in first
    public static FragmentedMovie begin(OutputFile file, List<Fmp4Track> tracks) throws IOException {
        PieceWriter writer = new PieceWriter(file, 0);
        try {
            InitSegment init = InitSegment.of(tracks);
            writer.append(List.of(init.bytes()));
            return new FragmentedMovie(writer, init, new RandomAccessIndex(tracks.getFirst()));
        } catch (IOException | RuntimeException e) {
            try (writer) {
                throw e;
            }
        }
    }

    /// Adds a fragment.
    ///
    /// @param runs at least one, each of a track of its own; borrowed
    /// @throws IOException if it cannot be written; the file is as it was before
    public void append(List<TrackRun> runs) throws IOException {
        long offset = writer.bytes();
        writer.append(Fragment.of(sequenceNumber + 1, runs).buffers());
        index.add(offset, runs);
        sequenceNumber++;
    }

    /// {@return bytes in the file}
    public long bytes() {
        return writer.bytes();
    }

    /// Writes duration and index, waits for the disk, and closes the file.
    ///
    /// @param durationMillis playing time
    public void finish(long durationMillis) throws IOException {
        try (writer) {
            complete(durationMillis);
            writer.force();
        }
    }

    /// Closes the file after something went wrong, with duration and index where there is room for them; it plays
    /// without them, too.
    public void abandon(long durationMillis) {
        try (writer) {
            complete(durationMillis);
        } catch (IOException _) {
            // Why writing failed is already known.
        }
    }

    private void complete(long durationMillis) throws IOException {
        writer.overwrite(init.durationOffset(), InitSegment.durationBox(durationMillis));
        writer.append(List.of(index.encode()));
    }
}
