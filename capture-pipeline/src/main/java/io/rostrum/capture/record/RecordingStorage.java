package io.rostrum.capture.record;

import io.rostrum.push.file.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where recordings are kept. The seam through which tests fill up disks.
interface RecordingStorage {
    /// @throws java.nio.file.FileAlreadyExistsException if there is such a file
    OutputFile createNew(Path file) throws IOException;

    void delete(Path file) throws IOException;

    /// {@return bytes that may still be written to the disk of this folder}
    long usableBytes(Path folder) throws IOException;

    /// The machine's file systems.
    final class Disk implements RecordingStorage {
        @Override
        public OutputFile createNew(Path file) throws IOException {
            return OutputFile.createNew(file);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public long usableBytes(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    }
}
