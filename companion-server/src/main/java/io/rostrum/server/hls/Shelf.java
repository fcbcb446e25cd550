package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where one quality's media stands in the [MediaStore]: parts by themselves while their segment is being made, then
/// the
/// segment as one piece, of which its parts are places, so that no byte is held twice.
///
/// Filled on the stream's loop; [#media] may be asked from any thread.
final class Shelf {
    private final MediaStore store;
    private final String prefix;
    private final List<Part> parts = new ArrayList<>();
    private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();
    private long openBytes;

    private record Place(String segment, int offset, int bytes) {}

    /// @param prefix of everything that is this quality's: `cam/lz3k/`
    Shelf(MediaStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /// @param bytes taken
    void put(String file, ByteBuf bytes) {
        store.put(prefix + file, bytes);
    }

    void remove(String file) {
        store.remove(prefix + file);
    }

    /// Adds a part of the segment that is being made.
    ///
    /// @param bytes taken
    void addPart(long sequence, long millis, boolean independent, ByteBuf bytes) {
        Part part = new Part(Part.name(sequence, parts.size()), millis, bytes.readableBytes(), independent, false);
        put(part.uri(), bytes);
        parts.add(part);
        openBytes += part.bytes();
    }

    /// {@return parts of the segment that is being made}
    List<Part> parts() {
        return List.copyOf(parts);
    }

    /// {@return bytes of the segment that is being made}
    long openBytes() {
        return openBytes;
    }

    /// Makes one piece of the parts.
    ///
    /// @return its size
    int close(String segment) {
        int size = Math.toIntExact(openBytes);
        put(segment, parts.size() == 1 ? part(parts.getFirst()) : joined());
        int offset = 0;
        for (Part part : parts) {
            places.put(part.uri(), new Place(segment, offset, part.bytes()));
            remove(part.uri());
            offset += part.bytes();
        }
        drop();
        return size;
    }

    private ByteBuf joined() {
        ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(Math.toIntExact(openBytes));
        for (Part part : parts) {
            ByteBuf bytes = part(part);
            whole.writeBytes(bytes);
            bytes.release();
        }
        return whole;
    }

    private ByteBuf part(Part part) {
        return store.get(prefix + part.uri()).orElseThrow();
    }

    /// The parts stay by themselves: the rest of their segment will not come.
    void leaveOpen() {
        drop();
    }

    private void drop() {
        parts.clear();
        openBytes = 0;
    }

    void forget(Segment segment) {
        remove(segment.uri());
        for (Part part : segment.parts()) {
            places.remove(part.uri());
            remove(part.uri());
        }
    }

    /// Forgets the segment that is being made.
    void forgetOpen() {
        parts.forEach(part -> remove(part.uri()));
        drop();
    }

    /// {@return a segment, part or initialization section, a handle of the caller's own}
    Optional<ByteBuf> media(String file) {
        Optional<ByteBuf> alone = store.get(prefix + file);
        return alone.isPresent() ? alone : placed(places.get(file));
    }

    private Optional<ByteBuf> placed(@Nullable Place place) {
        return place == null
                ? Optional.empty()
                : store.get(prefix + place.segment()).map(whole -> slice(whole, place));
    }

    /// @param whole taken
    private static ByteBuf slice(ByteBuf whole, Place place) {
        return whole.slice(whole.readerIndex() + place.offset(), place.bytes());
    }
}
