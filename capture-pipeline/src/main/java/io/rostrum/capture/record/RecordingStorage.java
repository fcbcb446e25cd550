package io.rostrum.capture.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where recordings are kept. The seam through which tests fill up disks.
interface RecordingStorage {
    /// @throws java.nio.file.FileAlreadyExistsException if there is such a file
    OpenFile createNew(Path file) throws IOException;

    void delete(Path file) throws IOException;

    /// {@return bytes that may still be written to the disk of this folder}
    long usableBytes(Path folder) throws IOException;

    /// A file being written, from front to back but for [#writeAt].
    interface OpenFile extends GatheringByteChannel {
        /// Writes all of `bytes` over what is there; the position for other writes stays.
        void writeAt(long position, ByteBuffer bytes) throws IOException;

        /// Forgets what is at `size` and after it, where writing goes on.
        void truncate(long size) throws IOException;

        /// Waits until the disk has it.
        void force() throws IOException;
    }

    /// The machine's file systems.
    final class Disk implements RecordingStorage {
        @Override
        public OpenFile createNew(Path file) throws IOException {
            return new DiskFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
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

    record DiskFile(FileChannel channel) implements OpenFile {
        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public long write(ByteBuffer[] sources) throws IOException {
            return channel.write(sources);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return channel.write(sources, offset, length);
        }

        @Override
        public void writeAt(long position, ByteBuffer bytes) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
