package io.rostrum.server.record;

import io.rostrum.push.file.OutputFile;
import io.rostrum.push.fmp4.FragmentedMovie;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;
import java.util.List;

/// Fragmented MP4 (ADR 0007).
final class Mp4File implements RecordingFile {
    private final FragmentedMovie movie;
    private final Fragmenter fragmenter;
    private long durationMillis;

    /// @param file taken, also when this fails
    Mp4File(OutputFile file, StreamTracks.Movie tracks) throws IOException {
        movie = FragmentedMovie.begin(file, tracks.tracks());
        fragmenter = new Fragmenter(tracks);
    }

    @Override
    public boolean write(MediaMessage message, long millis) throws IOException {
        boolean due = message.isFrame() && fragmenter.isDueBefore(message, millis);
        if (due) {
            writeFragment(message.kind() == Kind.VIDEO ? millis : -1);
        }
        fragmenter.add(message, millis);
        return due;
    }

    private void writeFragment(long nextVideoMillis) throws IOException {
        List<TrackRun> runs = fragmenter.runs(nextVideoMillis);
        if (!runs.isEmpty()) {
            long end = fragmenter.endMillis();
            try {
                movie.append(runs);
            } finally {
                fragmenter.clear();
            }
            durationMillis = end;
        }
    }

    @Override
    public void flush() throws IOException {
        writeFragment(-1);
    }

    @Override
    public long bytes() {
        return movie.bytes();
    }

    @Override
    public long durationMillis() {
        return durationMillis;
    }

    @Override
    public void finish() throws IOException {
        try {
            flush();
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
        movie.finish(durationMillis);
    }

    @Override
    public void abandon() {
        fragmenter.close();
        movie.abandon(durationMillis);
    }
}
