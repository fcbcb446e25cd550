package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.encryption.SegmentCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where one quality's media stands in the [MediaStore]: parts by themselves while their segment is being made, then
/// the
/// segment as one piece, of which its parts are places, so that no byte is held twice; but for the last part of the
/// newest segment where that is encrypted, which is another text by itself and which all players ask for at once.
///
/// Filled on the stream's loop; [#media] may be asked from any thread.
final class Shelf {
    /// What the name of a part has that the name of its segment has not.
    private static final Pattern INDEX = Pattern.compile("-\\d+(?=\\.m4s$)");

    private final MediaStore store;
    private final String prefix;
    private final List<Part> parts = new ArrayList<>();
    private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();
    /// What segments are encrypted with, by their files.
    private final ConcurrentHashMap<String, SegmentCipher> ciphers = new ConcurrentHashMap<>();
    private @Nullable SegmentCipher openCipher;
    private long openBytes;
    /// Stays by itself though its segment is whole.
    private @Nullable Part lastPart;

    /// @param offset in the segment as it is without encryption
    /// @param bytes  of the part as it is without encryption
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

    /// The segment that begins is encrypted with that.
    ///
    /// @param key empty for none
    void encryptWith(long sequence, Optional<MediaKey> key) {
        openCipher = key.map(one -> one.cipher(sequence)).orElse(null);
        if (openCipher != null) {
            ciphers.put(sequence + ".m4s", openCipher);
        }
    }

    /// Adds a part of the segment that is being made.
    ///
    /// @param clear taken
    void addPart(long sequence, long millis, boolean independent, ByteBuf clear) {
        ByteBuf bytes = openCipher == null ? clear : openCipher.encrypt(clear);
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

    /// {@return bytes of all parts that stand by themselves}
    long partBytes() {
        return openBytes + (lastPart == null ? 0 : lastPart.bytes());
    }

    /// Makes one piece of the parts.
    ///
    /// @param listed whether they were or will be listed, and so can be asked for as long as their segment
    /// @return its size
    int close(String segment, boolean listed) {
        List<Place> joined = new ArrayList<>();
        ByteBuf whole = joined(segment, joined);
        int size = whole.readableBytes();
        put(segment, whole);
        forgetLast();
        boolean another = listed && openCipher != null && parts.size() > 1;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (listed) {
                places.put(part.uri(), joined.get(i));
            }
            if (another && i == parts.size() - 1) {
                lastPart = part;
            } else {
                remove(part.uri());
            }
        }
        drop();
        return size;
    }

    /// {@return all parts as one piece}
    ///
    /// @param joined given where each is in it
    private ByteBuf joined(String segment, List<Place> joined) {
        SegmentCipher cipher = openCipher;
        if (parts.size() == 1) {
            // encrypted or not, it is its segment; its place then is all of that
            joined.add(new Place(segment, 0, Integer.MAX_VALUE));
            return part(parts.getFirst());
        }
        ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(Math.toIntExact(openBytes));
        for (Part part : parts) {
            ByteBuf bytes = cipher == null ? part(part) : cipher.decrypt(part(part));
            joined.add(new Place(segment, whole.readableBytes(), bytes.readableBytes()));
            whole.writeBytes(bytes);
            bytes.release();
        }
        return cipher == null ? whole : cipher.encrypt(whole);
    }

    private void forgetLast() {
        if (lastPart != null) {
            remove(lastPart.uri());
            lastPart = null;
        }
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
        openCipher = null;
    }

    void forget(Segment segment) {
        remove(segment.uri());
        ciphers.remove(segment.uri());
        for (Part part : segment.parts()) {
            places.remove(part.uri());
            remove(part.uri());
            lastPart = part.equals(lastPart) ? null : lastPart;
        }
    }

    /// Forgets the segment that is being made.
    void forgetOpen() {
        parts.forEach(part -> remove(part.uri()));
        forgetLast();
        ciphers.clear();
        drop();
    }

    /// {@return the key of that file, as long as there are segments that need it}
    Optional<MediaKey> key(String file) {
        return ciphers.values().stream()
                .map(SegmentCipher::key)
                .filter(key -> key.file().equals(file))
                .findFirst();
    }

    /// {@return a segment, part or initialization section as it is without encryption, a handle of the caller's own}
    Optional<ByteBuf> clear(String file) {
        SegmentCipher cipher = ciphers.get(INDEX.matcher(file).replaceFirst(""));
        return cipher == null ? media(file) : media(file).map(cipher::decrypt);
    }

    /// {@return a segment, part or initialization section as players get it, a handle of the caller's own}
    Optional<ByteBuf> media(String file) {
        Optional<ByteBuf> alone = store.get(prefix + file);
        return alone.isPresent() ? alone : placed(places.get(file));
    }

    private Optional<ByteBuf> placed(@Nullable Place place) {
        if (place == null) {
            return Optional.empty();
        }
        SegmentCipher cipher = ciphers.get(place.segment()); // before the bytes, which are forgotten before it is
        return store.get(prefix + place.segment()).map(whole -> slice(whole, place, cipher));
    }

    /// A part of an encrypted segment is made anew, so that it is not kept beside it: few ask for parts of
    /// what is whole, but for the last.
    ///
    /// @param whole taken
    private static ByteBuf slice(ByteBuf whole, Place place, @Nullable SegmentCipher cipher) {
        if (place.bytes() == Integer.MAX_VALUE) {
            return whole;
        }
        if (cipher == null) {
            return whole.slice(whole.readerIndex() + place.offset(), place.bytes());
        }
        return cipher.encrypt(cipher.decrypt(whole, place.offset(), place.bytes()));
    }
}
