package io.rostrum.server.record;

import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A second that FFmpeg made (`foreign/README.md`), again and again, as a stream; and what a recording of it holds.
final class Broadcasts {
    /// Milliseconds from one second's first picture to the next one's: 30 pictures at 30000/1001.
    static final long SECOND = 1001;
    /// Pictures in each.
    static final int PICTURES = 30;
    /// Access units in each.
    static final int UNITS = 48;

    private Broadcasts() {}

    /// Sends so many seconds that begin at `atMillis`.
    ///
    /// @return when the next would begin
    static long send(long atMillis, int seconds, Consumer<MediaMessage> to) {
        long at = atMillis;
        for (int i = 0; i < seconds; i++) {
            for (MediaMessage message : Messages.of("avc-aac.flv")) {
                try (MediaMessage sent = new MediaMessage(
                        message.kind(),
                        message.timestampMillis() + at,
                        message.keyFrame(),
                        message.sequenceHeader(),
                        message.payload())) {
                    to.accept(sent);
                }
            }
            at += SECOND;
        }
        return at;
    }

    static RecordConfig config(
            Container container, Duration splitTime, long quota, long low, long high, boolean delete) {
        return new RecordConfig(
                List.of("*"),
                container,
                Optional.empty(),
                new FileTemplate("{stream}-{number}"),
                splitTime,
                0,
                RecordConfig.DEFAULT.queue(),
                quota,
                low,
                high,
                delete);
    }

    static Movie movie(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return MovieReader.read(channel, true);
        }
    }

    /// {@return decoding times of a track's samples, milliseconds}
    static List<Long> times(Movie movie, MediaKind kind) {
        List<Long> times = new ArrayList<>();
        for (Movie.Piece piece : movie.fragments()) {
            for (Movie.Run run : piece.runs()) {
                if (movie.track(run.trackId()).kind() == kind) {
                    run.samples().forEach(sample -> times.add(movie.millis(run.trackId(), sample.decodeTime())));
                }
            }
        }
        return times;
    }
}
