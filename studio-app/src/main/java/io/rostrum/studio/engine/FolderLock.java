package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second studio out of a folder. The system takes the lock away from a studio that dies.
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @param folder made if it is not there
    /// @throws IOException in words, if another studio has the folder or it cannot be used
    static FolderLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("studio.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // a studio of this very process has it
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(tr(
                "Rostrum is running already with the folder {0}; use its window, or give this one another "
                        + "folder with --data",
                folder));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
