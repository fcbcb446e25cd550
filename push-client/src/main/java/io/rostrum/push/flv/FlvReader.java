package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;

/// Reads an FLV stream as its bytes arrive. Confined to one thread.
///
/// Nothing is taken from the input until a header or a tag is there in full, so the result never depends on how the
/// stream was cut. After an exception the reader is of no more use: FLV has no mark to find the next tag by.
public final class FlvReader {
    private static final int HEADER_BYTES = 9;
    private static final int FILTER_BIT = 0x20;

    private final Limits limits;
    private boolean headerRead;

    /// What a peer may make this reader wait for.
    ///
    /// @param maxBodyBytes   largest tag body, at most 16777215; a 4K key frame at 50 Mbit/s is about 3 MB
    /// @param maxHeaderBytes largest file header; 9 by the specification, which allows later versions to add fields
    public record Limits(int maxBodyBytes, int maxHeaderBytes) {
        public static final Limits DEFAULT = new Limits(10 << 20, 1024);
    }

    /// What one call found.
    public sealed interface Result {
        /// Call again with more bytes after the ones that are there.
        record NeedMoreData() implements Result {}

        /// The file header, once, first.
        record Header(boolean audio, boolean video) implements Result {}

        /// A tag; its body belongs to the caller.
        record Tag(FlvTag tag) implements Result {}

        /// A tag of a type without meaning here, passed over.
        record Unused(int type) implements Result {}
    }

    private static final Result NEED_MORE_DATA = new Result.NeedMoreData();

    public FlvReader(Limits limits) {
        this.limits = limits;
    }

    /// Reads one header or one tag, or nothing.
    ///
    /// @param in borrowed; the reader index moves past what was read. A tag's body is a retained slice of it
    /// @throws FlvFormatException if the bytes break the specification or a limit
    public Result read(ByteBuf in) throws FlvFormatException {
        return headerRead ? readTag(in) : readHeader(in);
    }

    private Result readHeader(ByteBuf in) throws FlvFormatException {
        int at = in.readerIndex();
        if (in.readableBytes() < HEADER_BYTES) {
            return NEED_MORE_DATA;
        }
        int signature = in.getUnsignedMedium(at);
        int version = in.getUnsignedByte(at + 3);
        if (signature != ('F' << 16 | 'L' << 8 | 'V') || version != 1) {
            throw new FlvFormatException("FLV header: signature 0x%06x, version %d (expected: 0x464c56, 1, §E.2)"
                    .formatted(signature, version));
        }
        long size = in.getUnsignedInt(at + 5);
        if (size < HEADER_BYTES || size > limits.maxHeaderBytes()) {
            throw new FlvFormatException(
                    "FLV header: DataOffset: " + size + " (expected: 9 to " + limits.maxHeaderBytes() + ", §E.2)");
        }
        if (in.readableBytes() < size + FlvWriter.TAG_TRAILER_BYTES) {
            return NEED_MORE_DATA;
        }
        int flags = in.getUnsignedByte(at + 4);
        in.skipBytes((int) size + FlvWriter.TAG_TRAILER_BYTES);
        headerRead = true;
        return new Result.Header((flags & 4) != 0, (flags & 1) != 0);
    }

    private Result readTag(ByteBuf in) throws FlvFormatException {
        int at = in.readerIndex();
        if (in.readableBytes() < FlvWriter.TAG_HEADER_BYTES) {
            return NEED_MORE_DATA;
        }
        int type = in.getUnsignedByte(at);
        int size = in.getUnsignedMedium(at + 1);
        if ((type & FILTER_BIT) != 0) {
            throw new FlvFormatException(
                    "FLV tag: type 0x%02x, encrypted (expected: Filter 0, §E.4.1)".formatted(type));
        }
        if (size > limits.maxBodyBytes()) {
            throw new FlvFormatException(
                    "FLV tag: type " + type + ", " + size + " bytes (expected: at most " + limits.maxBodyBytes() + ")");
        }
        if (in.readableBytes() < FlvWriter.TAG_HEADER_BYTES + size + FlvWriter.TAG_TRAILER_BYTES) {
            return NEED_MORE_DATA;
        }
        FlvTagType known = FlvTagType.of(type);
        if (known == null) {
            in.skipBytes(FlvWriter.TAG_HEADER_BYTES + size + FlvWriter.TAG_TRAILER_BYTES);
            return new Result.Unused(type);
        }
        long timestamp = in.getUnsignedMedium(at + 4) | (long) in.getUnsignedByte(at + 7) << 24;
        in.skipBytes(FlvWriter.TAG_HEADER_BYTES);
        ByteBuf body = in.readRetainedSlice(size);
        in.skipBytes(FlvWriter.TAG_TRAILER_BYTES);
        return new Result.Tag(new FlvTag(known, timestamp, body));
    }
}
