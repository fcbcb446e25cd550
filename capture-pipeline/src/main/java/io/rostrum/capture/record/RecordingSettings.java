package io.rostrum.capture.record;

import io.rostrum.push.packet.MediaKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// What is to be recorded, and within which bounds.
///
/// @param file         wanted name; where there is such a file already, `name-2.mp4` and so on is taken
/// @param kinds        the media that will come, at least one
/// @param fragment     longest fragment: what is lost at most when the program is killed
/// @param queueLimit   media that may wait for a slow disk; what comes on top of it is given up until the next key
///                     frame
/// @param reserveBytes space that is left free on the disk: no recording begins below it, and one ends when it is
///                     reached
/// @param splitAfter   playing time after which another file begins, at the next key frame; zero for one file
/// @param splitBytes   size after which another file begins, at the next key frame; 0 for one file
public record RecordingSettings(
        Path file,
        Set<MediaKind> kinds,
        Duration fragment,
        Duration queueLimit,
        long reserveBytes,
        Duration splitAfter,
        long splitBytes) {
    /// Room for the system, and for the end of the file.
    public static final long DEFAULT_RESERVE_BYTES = 64L << 20;

    private static final Duration DEFAULT_FRAGMENT = Duration.ofSeconds(1);
    private static final Duration DEFAULT_QUEUE_LIMIT = Duration.ofSeconds(10);

    /// A recording in one file.
    public RecordingSettings(
            Path file, Set<MediaKind> kinds, Duration fragment, Duration queueLimit, long reserveBytes) {
        this(file, kinds, fragment, queueLimit, reserveBytes, Duration.ZERO, 0);
    }

    public RecordingSettings {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()
                || fragment.isNegative()
                || fragment.isZero()
                || reserveBytes < 0
                || splitAfter.isNegative()
                || splitBytes < 0) {
            throw new IllegalArgumentException("recording: " + kinds + ", fragments of " + fragment + ", reserve "
                    + reserveBytes + " bytes (expected: a kind, a positive time, 0 or more)");
        }
    }

    /// {@return the same in several files, each about as long or as large as this}
    ///
    /// @param after as [#splitAfter]
    /// @param bytes as [#splitBytes]
    public RecordingSettings withSplit(Duration after, long bytes) {
        return new RecordingSettings(file, kinds, fragment, queueLimit, reserveBytes, after, bytes);
    }

    /// {@return whether a file that is as long and as large is followed by another one}
    boolean splits(Duration recorded, long bytes) {
        return (!splitAfter.isZero() && recorded.compareTo(splitAfter) >= 0) || (splitBytes > 0 && bytes >= splitBytes);
    }

    /// {@return fragments of a second, ten seconds of patience with the disk, 64 MiB left free}
    public static RecordingSettings of(Path file, Set<MediaKind> kinds) {
        return new RecordingSettings(file, kinds, DEFAULT_FRAGMENT, DEFAULT_QUEUE_LIMIT, DEFAULT_RESERVE_BYTES);
    }
}
