package io.rostrum.push.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file being written, from front to back but for [#writeAt]. The seam through which tests fill up disks.
public interface OutputFile extends GatheringByteChannel {
    /// Writes all of `bytes` over what is there; the position for other writes stays.
    void writeAt(long position, ByteBuffer bytes) throws IOException;

    /// Forgets what is at `size` and after it, where writing goes on.
    void truncate(long size) throws IOException;

    /// Waits until the disk has it.
    void force() throws IOException;

    /// Creates a file on the machine's disk; the caller closes it.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is such a file
    static OutputFile createNew(Path file) throws IOException {
        return new OnDisk(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /// Goes on with a file of the machine's disk after its last byte; the caller closes it.
    static OutputFile append(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            channel.position(channel.size());
            return new OnDisk(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// A file of the machine's.
    record OnDisk(FileChannel channel) implements OutputFile {
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
