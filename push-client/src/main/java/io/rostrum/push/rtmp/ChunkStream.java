package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/// What a decoder remembers of one chunk stream: the newest message header and the part of a message that has arrived.
final class ChunkStream {
    static final long MASK_32 = 0xFFFF_FFFFL;

    private static final int SMALLEST_BUFFER_BYTES = 256;

    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private boolean midMessage;
    /// The newest timestamp or delta, as sent (§5.3.1.3 value included); what a type-3 chunk repeats.
    private long timestampField;
    private boolean extended;
    private long timestamp;
    private int length;
    private int messageType;
    private int messageStreamId;

    boolean midMessage() {
        return midMessage;
    }

    boolean extended() {
        return extended;
    }

    long timestampField() {
        return timestampField;
    }

    /// {@return milliseconds modulo 2^32 of the newest message begun}
    long timestamp() {
        return timestamp;
    }

    int length() {
        return length;
    }

    int messageType() {
        return messageType;
    }

    int messageStreamId() {
        return messageStreamId;
    }

    int receivedBytes() {
        return received.readableBytes();
    }

    /// Takes a message header; type-3 chunks call it with what the stream already holds.
    void begin(boolean absolute, long field, boolean isExtended, int newLength, int newType, int newStreamId) {
        timestamp = (absolute ? field : timestamp + field) & MASK_32;
        timestampField = field;
        extended = isExtended;
        length = newLength;
        messageType = newType;
        messageStreamId = newStreamId;
        midMessage = true;
    }

    /// Moves `bytes` out of `in`. Memory grows with what has arrived, whatever length was declared.
    void append(ByteBufAllocator allocator, ByteBuf in, int bytes) {
        if (received.capacity() == 0) {
            received = allocator.directBuffer(Math.min(length, Math.max(bytes, SMALLEST_BUFFER_BYTES)), length);
        }
        received.writeBytes(in, bytes);
    }

    boolean complete() {
        return received.readableBytes() == length;
    }

    /// {@return the whole payload, owned by the caller}
    ByteBuf take() {
        ByteBuf payload = received;
        received = Unpooled.EMPTY_BUFFER;
        midMessage = false;
        return payload;
    }

    void discard() {
        take().release();
    }
}
