package io.rostrum.push.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Adds whole pieces to a file: one that cannot be written in full is taken back, so that the file always ends where a
/// piece does. Confined to one thread.
public final class PieceWriter implements AutoCloseable {
    private final OutputFile file;
    private long bytes;

    /// @param file  taken
    /// @param bytes that are in it already
    public PieceWriter(OutputFile file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Adds a piece and hands it to the system, where it outlives this process.
    ///
    /// @param piece borrowed, each position to limit
    /// @throws IOException if it cannot be written; the file is as it was before
    public void append(List<ByteBuffer> piece) throws IOException {
        ByteBuffer[] rest = piece.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
        long size = 0;
        for (ByteBuffer buffer : rest) {
            size += buffer.remaining();
        }
        try {
            long left = size;
            while (left > 0) {
                left -= file.write(rest);
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        bytes += size;
    }

    private void takeBack(IOException reason) {
        try {
            file.truncate(bytes);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /// Writes over what is there.
    ///
    /// @param piece taken
    public void overwrite(long position, ByteBuffer piece) throws IOException {
        file.writeAt(position, piece);
    }

    /// {@return bytes in the file}
    public long bytes() {
        return bytes;
    }

    /// Waits until the disk has it.
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
