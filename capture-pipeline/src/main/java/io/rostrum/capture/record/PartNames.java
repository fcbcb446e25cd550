package io.rostrum.capture.record;

import io.rostrum.push.file.OutputFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/// Names of the files of one recording: the wanted one, then `name-2.mp4`, `name-3.mp4`, passing over those that
/// exist, so that no file is ever overwritten.
final class PartNames {
    private static final int MAX_TRIES = 10_000;

    private final RecordingStorage storage;
    private final Path wanted;
    private int number = 1;

    PartNames(RecordingStorage storage, Path wanted) {
        this.storage = storage;
        this.wanted = wanted;
    }

    /// A file that did not exist before.
    record Created(Path path, OutputFile file) {}

    /// Creates the next file.
    Created next() throws IOException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Path path = numbered(number++);
            try {
                return new Created(path, storage.createNew(path));
            } catch (FileAlreadyExistsException _) {
                // The next number, then.
            }
        }
        throw new FileAlreadyExistsException(wanted.toString(), null, "and " + MAX_TRIES + " more of the name");
    }

    private Path numbered(int number) {
        if (number == 1) {
            return wanted;
        }
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        return wanted.resolveSibling(stem + "-" + number + extension);
    }
}
