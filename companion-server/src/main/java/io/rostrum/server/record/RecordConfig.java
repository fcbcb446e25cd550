package io.rostrum.server.record;

import io.rostrum.server.auth.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `record` in rostrum.yaml, where every key is explained.
///
/// @param streams      names to record, `*` for any letters; none for no recording
/// @param container    kind of file
/// @param folder       where recordings are; empty for `recordings` in the data folder
/// @param fileName     template of their names
/// @param splitTime    playing time after which the next file begins, at a key frame; zero for never
/// @param splitBytes   size after which it does; zero for never
/// @param queue        media that may wait for the disk
/// @param quotaBytes   most that all recordings may take; zero for no bound
/// @param lowSpace     free bytes below which room is made, and recordings stop if that is not enough
/// @param highSpace    free bytes up to which room is made, and from which on they go on
/// @param deleteOldest whether room is made by deleting finished recordings
public record RecordConfig(
        List<String> streams,
        Container container,
        Optional<Path> folder,
        FileTemplate fileName,
        Duration splitTime,
        long splitBytes,
        QueueLimits queue,
        long quotaBytes,
        long lowSpace,
        long highSpace,
        boolean deleteOldest) {
    public static final RecordConfig DEFAULT = new RecordConfig(
            List.of(),
            Container.MP4,
            Optional.empty(),
            FileTemplate.DEFAULT,
            Duration.ZERO,
            0,
            new QueueLimits(Duration.ofSeconds(10), 32 << 20),
            0,
            512L << 20,
            1L << 30,
            false);

    /// How a name of a stream is written here, for messages.
    public static final String PATTERN_GRAMMAR = "names of streams, with * for any letters";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._*-]{1,64}");

    /// How much media may wait for the disk, for each stream.
    ///
    /// @param span  of media time
    /// @param bytes of payload
    public record QueueLimits(Duration span, int bytes) {}

    public RecordConfig {
        streams = List.copyOf(streams);
    }

    /// {@return whether `text` can stand in [#streams()]}
    public static boolean isPattern(String text) {
        return NAME.matcher(text).matches();
    }

    /// {@return whether a stream of that name is recorded}
    public boolean records(StreamName name) {
        return streams.stream().anyMatch(name::matches);
    }
}
