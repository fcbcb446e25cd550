package io.rostrum.server.record;

import io.rostrum.push.file.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where recordings are kept. The seam through which tests fill up disks.
interface Disk {
    /// @throws java.nio.file.FileAlreadyExistsException if there is such a file
    OutputFile createNew(Path file) throws IOException;

    /// Goes on with a file after its last byte.
    OutputFile append(Path file) throws IOException;

    /// {@return bytes that may still be written to the disk of this folder}
    long usableBytes(Path folder) throws IOException;

    /// The machine's file systems.
    final class OfMachine implements Disk {
        @Override
        public OutputFile createNew(Path file) throws IOException {
            return OutputFile.createNew(file);
        }

        @Override
        public OutputFile append(Path file) throws IOException {
            return OutputFile.append(file);
        }

        @Override
        public long usableBytes(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    }
}
