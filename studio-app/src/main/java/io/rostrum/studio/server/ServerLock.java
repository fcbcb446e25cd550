package io.rostrum.studio.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells which process has claimed a server's data folder. The server locks a byte of its file `server.lock` for as
/// long
/// as it lives and writes its process id there; neither depends on what the clocks say.
final class ServerLock {
    private static final String FILE = "server.lock";
    /// The byte that the server locks, beyond what it writes.
    private static final long POSITION = 1L << 30;

    private ServerLock() {}

    /// {@return the server that has the folder; empty if none has}
    ///
    /// @param data the server's data folder; may be missing
    /// @throws IOException if the file cannot be read, or names no process
    static Optional<ProcessHandle> holder(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file) || isFree(file)) {
            return Optional.empty();
        }
        String said = Files.readString(file).strip();
        try {
            return ProcessHandle.of(Long.parseLong(said));
        } catch (NumberFormatException e) {
            throw new IOException(file + ": '" + said + "' (expected: a process id)", e);
        }
    }

    private static boolean isFree(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock(POSITION, 1, /* shared= */ false);
            return lock != null; // given back with the channel
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
