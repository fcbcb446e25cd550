package io.rostrum.server.record;

import io.rostrum.push.file.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine's disk, but with so many bytes of room only.
final class SmallDisk implements Disk {
    private final Disk disk = new OfMachine();
    private long room;

    SmallDisk(long room) {
        this.room = room;
    }

    void free(long bytes) {
        room += bytes;
    }

    @Override
    public OutputFile createNew(Path file) throws IOException {
        return new Limited(disk.createNew(file), 0);
    }

    @Override
    public OutputFile append(Path file) throws IOException {
        return new Limited(disk.append(file), Files.size(file));
    }

    @Override
    public long usableBytes(Path folder) {
        return room;
    }

    /// As the system does it: what fits is written, then the next write fails.
    private final class Limited implements OutputFile {
        private final OutputFile file;
        private long size;

        Limited(OutputFile file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (!source.hasRemaining()) {
                return 0;
            }
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer fits = source.slice(source.position(), (int) Math.min(room, source.remaining()));
            int written = file.write(fits);
            source.position(source.position() + written);
            room -= written;
            size += written;
            return written;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            long written = 0;
            for (int i = offset; i < offset + length; i++) {
                written += write(sources[i]);
            }
            return written;
        }

        @Override
        public long write(ByteBuffer[] sources) throws IOException {
            return write(sources, 0, sources.length);
        }

        @Override
        public void writeAt(long position, ByteBuffer bytes) throws IOException {
            file.writeAt(position, bytes);
        }

        @Override
        public void truncate(long newSize) throws IOException {
            room += size - newSize;
            size = newSize;
            file.truncate(newSize);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
