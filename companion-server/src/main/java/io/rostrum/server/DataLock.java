package io.rostrum.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One server's claim on its data folder, so that two never share one.
///
/// The file `server.lock` holds the process id and a line feed; its byte [#POSITION], beyond its end, is locked while
/// the server lives. The operating system gives the lock back with the process, however that ends. A studio looks there
/// whether its server runs, so what is said here is a contract. One process takes one lock of a folder: where locks
/// are POSIX', closing any channel of the file gives all of them back.
final class DataLock implements AutoCloseable {
    static final String FILE = "server.lock";
    /// Where nothing is written, so that others can read the file where locked bytes cannot be read.
    static final long POSITION = 1L << 30;

    private static final int TRIES = 10;
    private static final long BETWEEN_TRIES_MILLIS = 100;
    private static final int MOST_DIGITS = 20;

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Claims the folder. Who looks whether it is claimed holds the lock for a moment, which is waited for.
    ///
    /// @param data exists
    /// @throws IOException if another process has it, or the disk knows no locks; in words for the operator
    static DataLock take(Path data) throws IOException, InterruptedException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    data.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "data folder " + data + ": " + FILE
                            + " cannot be opened (expected: a file this user may write; remove it or choose a folder with --data)",
                    e);
        }
        try {
            claim(channel, data);
            return new DataLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void claim(FileChannel channel, Path data) throws IOException, InterruptedException {
        FileLock lock = tryLock(channel, data);
        for (int i = 1; lock == null && i < TRIES; i++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
            lock = tryLock(channel, data);
        }
        if (lock == null) {
            throw new IOException("data folder " + data + ": " + holder(channel)
                    + " uses it. Stop that one, or choose another folder with --data.");
        }
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path data) throws IOException {
        try {
            return channel.tryLock(POSITION, 1, /* shared= */ false);
        } catch (OverlappingFileLockException e) {
            return null; // this process has it
        } catch (IOException e) {
            throw new IOException(
                    "data folder " + data + ": cannot be locked: " + e.getMessage()
                            + " (expected: a disk that knows locks; choose a folder on another with --data)",
                    e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(MOST_DIGITS);
        channel.read(said, 0);
        String pid = StandardCharsets.US_ASCII.decode(said.flip()).toString().strip();
        return pid.isEmpty() ? "another server" : "another server, process " + pid + ",";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
