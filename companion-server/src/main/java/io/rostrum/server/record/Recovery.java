package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.file.OutputFile;
import io.rostrum.push.file.PieceWriter;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.push.fmp4.InitSegment;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.push.fmp4.RandomAccessIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Makes a file whole that a killed server left behind: its torn tail is cut off, index and duration are written.
/// Blocks.
final class Recovery {
    private static final int TS_PACKET_BYTES = 188;
    /// The headers alone take as much.
    private static final int LEAST_BYTES = 512;
    private static final int READ_BYTES = 1 << 20;

    private Recovery() {}

    /// {@return how the recording stands now; empty if there is nothing in it that plays}
    ///
    /// @throws IOException if the file cannot be read or written
    static Optional<Recording> recover(Path file, Recording recording) throws IOException {
        if (Files.size(file) < LEAST_BYTES) {
            return Optional.empty();
        }
        return switch (recording.container()) {
            case MP4 -> movie(file, recording);
            case FLV -> flv(file, recording);
            case TS -> ts(file, recording);
        };
    }

    private static Optional<Recording> movie(Path file, Recording recording) throws IOException {
        Movie movie;
        try (FileChannel channel = FileChannel.open(file)) {
            movie = MovieReader.read(channel, false);
        }
        if (movie.fragments().isEmpty()) {
            return Optional.empty();
        }
        long duration = movie.durationMillis();
        RandomAccessIndex index = new RandomAccessIndex(movie.leading().track());
        movie.fragments().forEach(index::add);
        OutputFile out = OutputFile.append(file);
        out.truncate(movie.wholeBytes());
        try (PieceWriter writer = new PieceWriter(out, movie.wholeBytes())) {
            if (movie.durationOffset() >= 0) {
                writer.overwrite(movie.durationOffset(), InitSegment.durationBox(duration));
            }
            writer.append(List.of(index.encode()));
            writer.force();
            return Optional.of(recovered(recording, duration, writer.bytes()));
        }
    }

    private static Optional<Recording> flv(Path file, Recording recording) throws IOException {
        long whole = 0;
        long duration = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuf head = Unpooled.buffer(FlvWriter.TAG_HEADER_BYTES);
            long at = FlvWriter.HEADER_BYTES;
            while (read(channel, at, head)) {
                long end = at + FlvWriter.TAG_HEADER_BYTES + head.getUnsignedMedium(1) + FlvWriter.TAG_TRAILER_BYTES;
                if (end > channel.size()) {
                    break;
                }
                duration = head.getUnsignedMedium(4) | (long) head.getUnsignedByte(7) << 24;
                whole = end;
                at = end;
            }
            if (duration == 0) {
                return Optional.empty();
            }
            channel.truncate(whole);
            channel.write(ByteBuffer.allocate(8).putDouble(0, duration / 1e3), FlvFile.durationOffset());
            channel.force(false);
        }
        return Optional.of(recovered(recording, duration, whole));
    }

    private static boolean read(FileChannel channel, long at, ByteBuf head) throws IOException {
        head.clear();
        return head.writeBytes(channel, at, FlvWriter.TAG_HEADER_BYTES) == FlvWriter.TAG_HEADER_BYTES;
    }

    /// A transport stream needs no index; only a packet that was cut short goes. Its playing time is in its stamps.
    private static Optional<Recording> ts(Path file, Recording recording) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long whole = channel.size() - channel.size() % TS_PACKET_BYTES;
            channel.truncate(whole);
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(whole, READ_BYTES - READ_BYTES % TS_PACKET_BYTES));
            channel.read(tail, whole - tail.capacity());
            long duration = TsFile.lastMillis(tail.flip());
            return duration == 0 ? Optional.empty() : Optional.of(recovered(recording, duration, whole));
        }
    }

    private static Recording recovered(Recording recording, long durationMillis, long bytes) {
        return recording
                .at(durationMillis, bytes)
                .with(Recording.State.RECOVERED, Optional.of("the server was killed"));
    }
}
