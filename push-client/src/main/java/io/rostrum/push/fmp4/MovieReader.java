package io.rostrum.push.fmp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the boxes of a fragmented file (ISO/IEC 14496-12 §8.8), and stops where it was cut off. The media itself is
/// not
/// read. Confined to one thread.
public final class MovieReader {
    private static final int HEADER_BYTES = 8;
    private static final int LARGE_HEADER_BYTES = 16;
    /// A fragment's header beyond this is none: one of ten minutes at 60 pictures a second takes a tenth.
    private static final int MAX_BOX_BYTES = 16 << 20;

    private final SeekableByteChannel file;
    private final boolean samples;

    private MovieReader(SeekableByteChannel file, boolean samples) {
        this.file = file;
        this.samples = samples;
    }

    /// Reads what is in the file.
    ///
    /// @param file    borrowed; its position changes
    /// @param samples whether runs are to name their samples; without them a long file takes little memory
    /// @throws MovieFormatException if it does not begin as such a file does, or a box breaks the specification
    public static Movie read(SeekableByteChannel file, boolean samples) throws IOException {
        return new MovieReader(file, samples).read();
    }

    /// Reads the samples of a fragment that was found without them.
    ///
    /// @param file  borrowed; its position changes
    /// @param found of [#read]
    public static Movie.Piece samples(SeekableByteChannel file, Movie movie, Movie.Piece found) throws IOException {
        MovieReader reader = new MovieReader(file, true);
        Header moof = reader.header(found.offset(), found.offset() + found.bytes());
        if (moof == null || !moof.type().equals("moof")) {
            throw new MovieFormatException(
                    "file: no fragment at " + found.offset() + " (expected: moof, it was there)");
        }
        return new Movie.Piece(found.offset(), found.bytes(), reader.runs(moof, movie.tracks()));
    }

    private record Header(String type, long offset, int headerBytes, long bytes) {
        long end() {
            return offset + bytes;
        }
    }

    private Movie read() throws IOException {
        long size = file.size();
        long at = 0;
        MovieHeader movie = null;
        long headerBytes = 0;
        long whole = 0;
        boolean indexed = false;
        Header moof = null;
        List<Movie.Piece> pieces = new ArrayList<>();
        for (Header box = header(at, size); box != null; box = header(at, size)) {
            at = box.end();
            switch (box.type()) {
                case "moov" -> {
                    movie = MovieHeader.parse(content(box), box.offset() + box.headerBytes());
                    headerBytes = at;
                    whole = at;
                }
                case "moof" -> moof = box;
                case "mdat" -> {
                    if (movie != null && moof != null && moof.end() == box.offset()) {
                        pieces.add(
                                new Movie.Piece(moof.offset(), box.end() - moof.offset(), runs(moof, movie.tracks())));
                        whole = at;
                    }
                    moof = null;
                }
                case "mfra" -> indexed = movie != null && box.offset() == whole;
                default -> {} // says nothing about the media
            }
        }
        if (movie == null) {
            throw new MovieFormatException("file: no movie header (expected: moov before the first fragment)");
        }
        return new Movie(movie.tracks(), headerBytes, pieces, whole, indexed, movie.durationOffset());
    }

    /// {@return the box that begins there; null where the file ends, or ends within it}
    private @Nullable Header header(long at, long size) throws IOException {
        if (size - at < HEADER_BYTES) {
            return null;
        }
        ByteBuffer head = bytes(at, (int) Math.min(LARGE_HEADER_BYTES, size - at));
        long length = head.getInt(0) & 0xFFFF_FFFFL;
        int headerBytes = HEADER_BYTES;
        if (length == 1 && head.remaining() == LARGE_HEADER_BYTES) {
            length = head.getLong(8);
            headerBytes = LARGE_HEADER_BYTES;
        }
        if (length < headerBytes || length > size - at) {
            return null;
        }
        return new Header(Boxes.type(head, 4), at, headerBytes, length);
    }

    private ByteBuffer content(Header box) throws IOException {
        long length = box.bytes() - box.headerBytes();
        if (length > MAX_BOX_BYTES) {
            throw new MovieFormatException(
                    "box " + box.type() + ": " + length + " bytes (expected: at most " + MAX_BOX_BYTES + ")");
        }
        return bytes(box.offset() + box.headerBytes(), (int) length);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        file.position(at);
        while (into.hasRemaining()) {
            if (file.read(into) < 0) {
                throw new MovieFormatException("file: ended at " + file.position() + " while it was read");
            }
        }
        return into.flip();
    }

    private List<Movie.Run> runs(Header moof, List<Movie.Track> tracks) throws IOException {
        List<Movie.Run> runs = new ArrayList<>();
        for (Boxes.Box traf : Boxes.in(content(moof))) {
            if (traf.type().equals("traf")) {
                runs.add(FragmentParser.parse(traf.content(), moof.offset(), tracks, samples));
            }
        }
        return runs;
    }
}
