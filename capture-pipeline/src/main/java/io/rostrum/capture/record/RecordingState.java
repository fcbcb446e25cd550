package io.rostrum.capture.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a recording goes. Immutable.
public sealed interface RecordingState {
    /// Nothing is written yet: a recording begins with a key frame.
    ///
    /// @param file that will be written
    record Waiting(Path file) implements RecordingState {}

    /// @param file     being written; all before the last second of it can be played at any time
    /// @param recorded playing time in the file so far
    /// @param bytes    in the file so far
    /// @param dropped  packets missing from the recording because the disk was too slow
    record Recording(Path file, Duration recorded, long bytes, long dropped) implements RecordingState {}

    /// It was ended on purpose.
    ///
    /// @param files    in order, at least one unless nothing came
    /// @param recorded playing time of all together
    /// @param bytes    of all together
    /// @param dropped  packets missing from the recording because the disk was too slow
    record Finished(List<Path> files, Duration recorded, long bytes, long dropped) implements RecordingState {
        public Finished {
            files = List.copyOf(files);
        }
    }

    /// It ended because it could not go on; the broadcast does.
    ///
    /// @param files    that can be played up to the failure, in order
    /// @param recorded playing time of all together
    /// @param reason   what happened, in a sentence
    /// @param remedy   what to do, in a sentence
    record Failed(List<Path> files, Duration recorded, String reason, String remedy) implements RecordingState {
        public Failed {
            files = List.copyOf(files);
        }
    }
}
