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
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a file whole that a killed server left behind: its torn tail is cut off, index and duration are written.
/// Blocks.
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    /// Sound, pictures and data (§E.4.1).
    private static final Set<Short> TAGS = Set.of((short) 8, (short) 9, (short) 18);
    /// The headers alone take as much.
    private static final int LEAST_BYTES = 512;
    private static final int READ_BYTES = 1 << 20;

    private Recovery() {}

    /// {@return how the recording stands now; empty if there is nothing in it that plays}
    ///
    /// @throws IOException if the file cannot be read or written
    static Optional<Recording> recover(Path file, Recording recording, Disk disk) throws IOException {
        if (Files.size(file) < LEAST_BYTES) {
            return Optional.empty();
        }
        return switch (recording.container()) {
            case MP4 -> movie(file, recording, disk);
            case FLV -> flv(file, recording);
            case TS -> ts(file, recording);
        };
    }

    private static Optional<Recording> movie(Path file, Recording recording, Disk disk) throws IOException {
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
        OutputFile out = disk.append(file);
        try (PieceWriter writer = new PieceWriter(out, movie.wholeBytes())) {
            out.truncate(movie.wholeBytes());
            if (movie.durationOffset() >= 0) {
                writer.overwrite(movie.durationOffset(), InitSegment.durationBox(duration));
            }
            appendIndex(writer, index, recording);
            writer.force();
            return Optional.of(recovered(recording, duration, writer.bytes()));
        }
    }

    /// It plays without one, too: a server that a full disk has killed finds the disk full when it comes back.
    private static void appendIndex(PieceWriter writer, RandomAccessIndex index, Recording recording) {
        try {
            writer.append(List.of(index.encode()));
        } catch (IOException e) {
            log.warn("[record] {}: there is no room for its index: {}", recording.fileName(), e.getMessage());
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
                if (end > channel.size() || !TAGS.contains(head.getUnsignedByte(0))) {
                    break; // torn, or the zeros that a power cut leaves
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

    /// A transport stream needs no index; only what is no whole packet at its end goes. Its playing time is in its
    /// stamps.
    private static Optional<Recording> ts(Path file, Recording recording) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocate(READ_BYTES - READ_BYTES % TsPackets.PACKET_BYTES);
            long whole = 0;
            long duration = 0;
            long end = channel.size() - channel.size() % TsPackets.PACKET_BYTES;
            while (end > 0 && duration == 0) { // from the back: after a power cut there may be many zeros
                piece.clear().limit((int) Math.min(end, piece.capacity()));
                long start = end - piece.limit();
                readAll(channel, piece, start);
                piece.limit(TsFile.packetBytes(piece));
                whole = whole == 0 && piece.hasRemaining() ? start + piece.limit() : whole;
                duration = TsFile.lastMillis(piece);
                end = start;
            }
            if (duration == 0) {
                return Optional.empty();
            }
            channel.truncate(whole);
            channel.force(false);
            return Optional.of(recovered(recording, duration, whole));
        }
    }

    private static void readAll(FileChannel channel, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new EOFException("the file became shorter");
            }
        }
        into.flip();
    }

    private static Recording recovered(Recording recording, long durationMillis, long bytes) {
        return recording
                .at(durationMillis, bytes)
                .with(Recording.State.RECOVERED, Optional.of("the server was killed"));
    }
}
