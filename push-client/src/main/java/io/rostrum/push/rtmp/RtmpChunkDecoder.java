package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Reassembles RTMP messages from their chunks (RTMP 1.0 §5.3).
///
/// A chunk's header is read when it is there in full, or not at all; payload is taken as it arrives. So the result
/// never depends on how TCP cut the stream, and what a peer can make us hold is what it has really sent, up to the
/// limits. Set Chunk Size and Abort are applied here and handed out as well; aggregates (§7.1.6) come out as the
/// messages in them. Confined to one thread. After an exception, or when the connection ends, [#close()] gives the
/// memory back.
///
/// Bent for real peers: a chunk stream may start with a type-1 chunk (librtmp's control messages), a type-3 chunk may
/// lack the extended timestamp (Flash), and a chunk of type 1 or 2 may continue a message.
public final class RtmpChunkDecoder implements AutoCloseable {
    /// §5.4.1
    public static final int INITIAL_CHUNK_SIZE = 128;

    /// §5.3.1.2, by chunk type.
    private static final int[] MESSAGE_HEADER_BYTES = {11, 7, 3, 0};

    /// §5.3.1.3
    private static final long EXTENDED_TIMESTAMP = 0xFFFFFF;

    /// What a peer may make a decoder hold.
    ///
    /// @param maxMessageBytes    largest message accepted; a 4K key frame at 50 Mbit/s is about 3 MB
    /// @param maxChunkStreams    chunk streams open at once; encoders use fewer than ten
    /// @param maxUnfinishedBytes parts of messages on all chunk streams together; never more than
    ///                           [#UNFINISHED_MESSAGES] of the largest
    public record Limits(int maxMessageBytes, int maxChunkStreams, int maxUnfinishedBytes) {
        /// Commands only: what is allowed before a peer may publish.
        public static final int COMMAND_BYTES = 64 << 10;

        /// Messages of the largest size that a peer may have under way at once; encoders have two or three.
        public static final int UNFINISHED_MESSAGES = 4;

        public static final Limits DEFAULT = new Limits(10 << 20, 64, 16 << 20);
    }

    /// What one call of [RtmpChunkDecoder#decode] came to.
    public sealed interface Result {
        /// All that was there is consumed, but for the beginning of a header.
        record NeedMoreData() implements Result {}

        /// @param message owned by the caller
        record Decoded(RtmpMessage message) implements Result {}
    }

    private static final Result NEED_MORE_DATA = new Result.NeedMoreData();

    private final ByteBufAllocator allocator;
    private final Limits limits;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private final Queue<RtmpMessage> fromAggregate = new ArrayDeque<>();
    private int maxMessageBytes;
    private int chunkSize = INITIAL_CHUNK_SIZE;
    private long unfinishedBytes;
    private ChunkStream current = new ChunkStream();
    private int payloadLeft;

    public RtmpChunkDecoder(Limits limits) {
        this(ByteBufAllocator.DEFAULT, limits);
    }

    public RtmpChunkDecoder(ByteBufAllocator allocator, Limits limits) {
        this.allocator = allocator;
        this.limits = limits;
        this.maxMessageBytes = limits.maxMessageBytes;
    }

    /// Changes the largest message accepted: sessions allow [Limits#COMMAND_BYTES] until publishing is granted.
    /// Counts from the next message header on.
    public void maxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
    }

    /// Reads one message at most.
    ///
    /// @param in borrowed; what is consumed has its reader index moved past it
    /// @throws RtmpProtocolException if the peer broke the protocol or a limit; call no more after it
    public Result decode(ByteBuf in) throws RtmpProtocolException {
        while (true) {
            RtmpMessage split = fromAggregate.poll();
            if (split != null) {
                return new Result.Decoded(split);
            }
            if (payloadLeft == 0 && !readHeader(in)) {
                return NEED_MORE_DATA;
            }
            int bytes = Math.min(payloadLeft, in.readableBytes());
            if (bytes > 0) {
                current.append(allocator, in, bytes);
                payloadLeft -= bytes;
                holdMore(bytes);
            }
            if (payloadLeft > 0) {
                return NEED_MORE_DATA;
            }
            if (current.complete()) {
                unfinishedBytes -= current.length();
                RtmpMessage message = MessageReader.read(
                        current.messageType(),
                        current.timestamp(),
                        current.messageStreamId(),
                        current.take(),
                        fromAggregate);
                apply(message);
                if (fromAggregate.isEmpty()) {
                    return new Result.Decoded(message);
                }
            }
        }
    }

    private void holdMore(int bytes) throws RtmpProtocolException {
        unfinishedBytes += bytes;
        long most = Math.min(limits.maxUnfinishedBytes, (long) Limits.UNFINISHED_MESSAGES * maxMessageBytes);
        if (unfinishedBytes > most) {
            throw new RtmpProtocolException(
                    "unfinished messages: " + unfinishedBytes + " bytes (expected: <= " + most + ")", "§5.3");
        }
    }

    private void apply(RtmpMessage message) {
        if (message instanceof RtmpMessage.SetChunkSize(int bytes)) {
            chunkSize = bytes;
        } else if (message instanceof RtmpMessage.Abort(int chunkStreamId)) {
            ChunkStream aborted = streams.get(chunkStreamId);
            if (aborted != null) {
                unfinishedBytes -= aborted.receivedBytes();
                aborted.discard();
            }
        }
    }

    /// {@return whether a whole chunk header was there}
    private boolean readHeader(ByteBuf in) throws RtmpProtocolException {
        int start = in.readerIndex();
        if (!in.isReadable()) {
            return false;
        }
        int first = in.getUnsignedByte(start);
        int type = first >>> 6;
        int id = first & 0x3F;
        int basicBytes = id == 0 ? 2 : id == 1 ? 3 : 1;
        int headerBytes = basicBytes + MESSAGE_HEADER_BYTES[type];
        if (!in.isReadable(headerBytes)) {
            return false;
        }
        int chunkStreamId = switch (id) {
            case 0 -> 64 + in.getUnsignedByte(start + 1);
            case 1 -> 64 + in.getUnsignedShortLE(start + 1); // third byte * 256 + second byte, §5.3.1.1
            default -> id;
        };
        ChunkStream known = streams.get(chunkStreamId);
        ChunkStream stream = known == null ? open(chunkStreamId, type) : known;

        int header = start + basicBytes;
        long field = type == 3 ? stream.timestampField() : in.getUnsignedMedium(header);
        int length = type <= 1 ? in.getUnsignedMedium(header + 3) : stream.length();
        int messageType = type <= 1 ? in.getUnsignedByte(header + 6) : stream.messageType();
        int messageStreamId = type == 0 ? in.getIntLE(header + 7) : stream.messageStreamId(); // little-endian
        check(stream, type, length);

        boolean extended = type == 3 ? stream.extended() : field == EXTENDED_TIMESTAMP;
        int extendedBytes = 0;
        if (extended && type == 3) {
            long time = stream.midMessage() ? stream.timestamp() : stream.timestamp() + field;
            extendedBytes = repeatedTimestampBytes(in, start + headerBytes, field, time & ChunkStream.MASK_32);
            if (extendedBytes < 0) {
                return false;
            }
        } else if (extended) {
            if (!in.isReadable(headerBytes + Integer.BYTES)) {
                return false;
            }
            field = in.getUnsignedInt(start + headerBytes);
            extendedBytes = Integer.BYTES;
        }

        in.skipBytes(headerBytes + extendedBytes);
        streams.putIfAbsent(chunkStreamId, stream);
        if (!stream.midMessage()) {
            stream.begin(type == 0, field, extended, length, messageType, messageStreamId);
        }
        current = stream;
        payloadLeft = Math.min(chunkSize, length - stream.receivedBytes());
        return true;
    }

    private ChunkStream open(int chunkStreamId, int type) throws RtmpProtocolException {
        if (type >= 2) {
            throw new RtmpProtocolException(
                    "first chunk on chunk stream " + chunkStreamId + ": type " + type + " (expected: 0 or 1)",
                    "§5.3.1.2");
        }
        if (streams.size() >= limits.maxChunkStreams) {
            throw new RtmpProtocolException(
                    "chunk streams: " + (streams.size() + 1) + " (expected: <= " + limits.maxChunkStreams + ")",
                    "§5.3.1.1");
        }
        return new ChunkStream();
    }

    private void check(ChunkStream stream, int type, int length) throws RtmpProtocolException {
        if (stream.midMessage() && type == 0) {
            throw new RtmpProtocolException(
                    "chunk type: 0 after " + stream.receivedBytes() + " of " + stream.length()
                            + " bytes (expected: 3 until the message is whole)",
                    "§5.3.1.2.4");
        }
        if (stream.midMessage() && length != stream.length()) {
            throw new RtmpProtocolException(
                    "message length: " + length + " bytes in the middle of a message of " + stream.length()
                            + " (expected: no change)",
                    "§5.3.1.2");
        }
        if (!stream.midMessage() && length > maxMessageBytes) {
            throw new RtmpProtocolException(
                    "message length: " + length + " bytes (expected: <= " + maxMessageBytes + ")", "§5.3.1.2");
        }
    }

    /// §5.3.1.3 repeats the extended timestamp on type-3 chunks, but not all peers do: it is there if the bytes say
    /// what it would say.
    ///
    /// @return 4 if it is there, 0 if not, -1 if more bytes are needed to know
    private static int repeatedTimestampBytes(ByteBuf in, int index, long field, long time) {
        int available = Math.min(Integer.BYTES, in.writerIndex() - index);
        boolean mayBeField = true;
        boolean mayBeTime = true;
        for (int i = 0; i < available; i++) {
            int octet = in.getUnsignedByte(index + i);
            int shift = 24 - 8 * i;
            mayBeField &= octet == ((field >>> shift) & 0xFF);
            mayBeTime &= octet == ((time >>> shift) & 0xFF);
        }
        if (!mayBeField && !mayBeTime) {
            return 0;
        }
        return available == Integer.BYTES ? Integer.BYTES : -1;
    }

    /// Releases the parts of messages that will never be whole. Idempotent.
    @Override
    public void close() {
        streams.values().forEach(ChunkStream::discard);
        streams.clear();
        fromAggregate.forEach(RtmpMessage::release);
        fromAggregate.clear();
        unfinishedBytes = 0;
        payloadLeft = 0;
    }
}
