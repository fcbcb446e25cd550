package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.rostrum.push.amf.Amf0Writer;
import io.rostrum.push.amf.AmfValue;

/// Cuts messages into chunks (RTMP 1.0 §5.3).
///
/// Each message starts with a type-0 header and goes on with type-3 chunks: seven bytes more than the tightest coding
/// and no state, so that one coding of a message serves any number of players and a peer can never lose track of
/// deltas. Confined to one thread. Every method borrows the message but [#gather].
public final class RtmpChunkEncoder {
    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;
    private static final int AUDIO_CHUNK_STREAM = 4;
    private static final int DATA_CHUNK_STREAM = 5;
    private static final int VIDEO_CHUNK_STREAM = 6;
    private static final int HEADER_BYTES = 12;
    private static final long EXTENDED_TIMESTAMP = 0xFFFFFF;
    private static final int FMT_3 = 3 << 6;

    private int chunkSize = RtmpChunkDecoder.INITIAL_CHUNK_SIZE;

    /// Cuts from now on at `bytes`: call it after having encoded the [RtmpMessage.SetChunkSize] that says so.
    public void chunkSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("chunk size: " + bytes + " bytes (expected: >= 1)");
        }
        chunkSize = bytes;
    }

    /// Appends `message` to `out`, payload included.
    ///
    /// @throws IllegalArgumentException if the message is [RtmpMessage.Unused]
    public void encode(RtmpMessage message, ByteBuf out) {
        switch (message) {
            case RtmpMessage.SetChunkSize(int bytes) ->
                control(out, MessageType.SET_CHUNK_SIZE, Integer.BYTES).writeInt(bytes);
            case RtmpMessage.Abort(int id) ->
                control(out, MessageType.ABORT, Integer.BYTES).writeInt(id);
            case RtmpMessage.Acknowledgement(long number) ->
                control(out, MessageType.ACKNOWLEDGEMENT, Integer.BYTES).writeInt((int) number);
            case RtmpMessage.WindowAckSize(long bytes) ->
                control(out, MessageType.WINDOW_ACK_SIZE, Integer.BYTES).writeInt((int) bytes);
            case RtmpMessage.SetPeerBandwidth(long bytes, int limitType) ->
                control(out, MessageType.SET_PEER_BANDWIDTH, Integer.BYTES + 1)
                        .writeInt((int) bytes)
                        .writeByte(limitType);
            case RtmpMessage.UserControl(int event, long value, long second) -> {
                boolean two = event == RtmpMessage.UserControl.SET_BUFFER_LENGTH;
                control(out, MessageType.USER_CONTROL, Short.BYTES + (two ? 2 : 1) * Integer.BYTES)
                        .writeShort(event)
                        .writeInt((int) value);
                if (two) {
                    out.writeInt((int) second);
                }
            }
            case RtmpMessage.Command command -> command(command, out);
            case RtmpMessage.Media media -> copy(media, chunkSize, out);
            case RtmpMessage.Unused(int type) ->
                throw new IllegalArgumentException("message type: " + type + " (expected: one that is used)");
        }
    }

    /// Codes one media message for many players at once: all have the same chunk size and the message stream id that
    /// the message says.
    ///
    /// @return chunks in one direct buffer, owned by the caller, to be sent as `retainedDuplicate()`s
    public static ByteBuf encodeShared(RtmpMessage.Media message, int chunkSize, ByteBufAllocator allocator) {
        int payloadBytes = message.payload().readableBytes();
        int chunks = Math.max(1, (payloadBytes + chunkSize - 1) / chunkSize);
        ByteBuf out = allocator.directBuffer(HEADER_BYTES + payloadBytes + chunks * (1 + Integer.BYTES));
        copy(message, chunkSize, out);
        return out;
    }

    /// Codes one media message without copying its payload: headers are put between slices of it.
    ///
    /// @param message taken, payload included
    /// @return chunks that refer to the payload, owned by the caller
    public ByteBuf gather(RtmpMessage.Media message, ByteBufAllocator allocator) {
        ByteBuf payload = message.payload();
        int chunks = Math.max(1, (payload.readableBytes() + chunkSize - 1) / chunkSize);
        ByteBuf headers = allocator.directBuffer(HEADER_BYTES + chunks * (1 + Integer.BYTES));
        CompositeByteBuf out = allocator.compositeDirectBuffer(2 * chunks + 1);
        int type = messageType(message);
        int chunkStreamId = chunkStreamId(message);
        boolean continued = false;
        do {
            int start = headers.writerIndex();
            if (continued) {
                continueMessage(headers, chunkStreamId, message.timestampMillis());
            } else {
                beginMessage(
                        headers,
                        chunkStreamId,
                        message.timestampMillis(),
                        payload.readableBytes(),
                        type,
                        message.messageStreamId());
            }
            out.addComponent(true, headers.retainedSlice(start, headers.writerIndex() - start));
            int bytes = Math.min(chunkSize, payload.readableBytes());
            if (bytes > 0) {
                out.addComponent(true, payload.readRetainedSlice(bytes));
            }
            continued = true;
        } while (payload.isReadable());
        headers.release();
        payload.release();
        return out;
    }

    private ByteBuf control(ByteBuf out, int type, int length) {
        if (length > chunkSize) {
            throw new IllegalArgumentException("chunk size: " + chunkSize + " bytes (expected: >= " + length + ")");
        }
        beginMessage(out, CONTROL_CHUNK_STREAM, 0, length, type, 0);
        return out;
    }

    private void command(RtmpMessage.Command command, ByteBuf out) {
        ByteBuf body = out.alloc().buffer();
        try {
            new Amf0Writer(body)
                    .write(AmfValue.of(command.name()))
                    .write(AmfValue.of(command.transactionId()))
                    .writeAll(command.arguments());
            beginMessage(
                    out,
                    COMMAND_CHUNK_STREAM,
                    0,
                    body.readableBytes(),
                    MessageType.COMMAND_AMF0,
                    command.messageStreamId());
            chunks(body, COMMAND_CHUNK_STREAM, 0, chunkSize, out);
        } finally {
            body.release();
        }
    }

    private static void copy(RtmpMessage.Media message, int chunkSize, ByteBuf out) {
        ByteBuf payload = message.payload().duplicate();
        int chunkStreamId = chunkStreamId(message);
        beginMessage(
                out,
                chunkStreamId,
                message.timestampMillis(),
                payload.readableBytes(),
                messageType(message),
                message.messageStreamId());
        chunks(payload, chunkStreamId, message.timestampMillis(), chunkSize, out);
    }

    private static void chunks(ByteBuf payload, int chunkStreamId, long timestampMillis, int chunkSize, ByteBuf out) {
        out.writeBytes(payload, Math.min(chunkSize, payload.readableBytes()));
        while (payload.isReadable()) {
            continueMessage(out, chunkStreamId, timestampMillis);
            out.writeBytes(payload, Math.min(chunkSize, payload.readableBytes()));
        }
    }

    private static void beginMessage(
            ByteBuf out, int chunkStreamId, long timestampMillis, int length, int type, int messageStreamId) {
        long timestamp = timestampMillis & ChunkStream.MASK_32;
        out.writeByte(chunkStreamId)
                .writeMedium((int) Math.min(timestamp, EXTENDED_TIMESTAMP))
                .writeMedium(length)
                .writeByte(type)
                .writeIntLE(messageStreamId);
        if (timestamp >= EXTENDED_TIMESTAMP) {
            out.writeInt((int) timestamp);
        }
    }

    private static void continueMessage(ByteBuf out, int chunkStreamId, long timestampMillis) {
        long timestamp = timestampMillis & ChunkStream.MASK_32;
        out.writeByte(FMT_3 | chunkStreamId);
        if (timestamp >= EXTENDED_TIMESTAMP) {
            out.writeInt((int) timestamp);
        }
    }

    private static int messageType(RtmpMessage.Media message) {
        return switch (message) {
            case RtmpMessage.Audio _ -> MessageType.AUDIO;
            case RtmpMessage.Video _ -> MessageType.VIDEO;
            case RtmpMessage.Data _ -> MessageType.DATA_AMF0;
        };
    }

    private static int chunkStreamId(RtmpMessage.Media message) {
        return switch (message) {
            case RtmpMessage.Audio _ -> AUDIO_CHUNK_STREAM;
            case RtmpMessage.Video _ -> VIDEO_CHUNK_STREAM;
            case RtmpMessage.Data _ -> DATA_CHUNK_STREAM;
        };
    }
}
