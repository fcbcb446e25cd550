package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvAudio;
import java.nio.charset.StandardCharsets;

/// One message of a live stream: an FLV tag body and its place in time. One owner's handle.
///
/// @param kind            what the body is
/// @param timestampMillis decoding time since the stream began; continuous over returns of the publisher, jumps and the
///                        wrap of RTMP's 32 bits; never decreases within a kind
/// @param keyFrame        whether decoding of video can start here
/// @param sequenceHeader  whether the body holds what a viewer needs first and no media: a decoder's configuration, or
///                        `onMetaData`
/// @param payload         the tag body (Video File Format Specification 10.1 §E.4); readers use their own indices, see
///                        [#retain()]
public record MediaMessage(Kind kind, long timestampMillis, boolean keyFrame, boolean sequenceHeader, ByteBuf payload)
        implements AutoCloseable {

    private static final int AVC = 7;
    private static final int AAC = 10;
    private static final int KEY_FRAME = 1;
    private static final int GENERATED_KEY_FRAME = 4;
    private static final int SEQUENCE_HEADER = 0;
    private static final int END_OF_SEQUENCE = 2;
    private static final int CODED_FRAMES = 1;
    private static final int CODED_FRAMES_X = 3;
    /// AMF0: a string of ten bytes.
    private static final ByteBuf ON_META_DATA = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer(new byte[] {2, 0, 10}, "onMetaData".getBytes(StandardCharsets.US_ASCII)));

    /// What a body is, with the number of its FLV tag and RTMP message.
    public enum Kind {
        AUDIO(8),
        VIDEO(9),
        /// A script tag: `onMetaData` and the like, AMF0.
        DATA(18);

        private final int type;

        Kind(int type) {
            this.type = type;
        }

        /// {@return the FLV tag type, which is the RTMP message type too}
        public int type() {
            return type;
        }
    }

    /// Reads from the first two bytes what the body is (§E.4.2.1, §E.4.3.1).
    ///
    /// @param payload taken
    public static MediaMessage of(Kind kind, long timestampMillis, ByteBuf payload) {
        int start = payload.readerIndex();
        if (kind == Kind.DATA) {
            int length = ON_META_DATA.readableBytes();
            boolean metadata =
                    payload.readableBytes() >= length && ByteBufUtil.equals(payload, start, ON_META_DATA, 0, length);
            return new MediaMessage(kind, timestampMillis, false, metadata, payload);
        }
        if (payload.readableBytes() < 2) {
            return new MediaMessage(kind, timestampMillis, false, false, payload);
        }
        int first = payload.getUnsignedByte(start);
        int packetType = payload.getUnsignedByte(start + 1);
        if (kind == Kind.AUDIO) {
            boolean header = first >>> 4 == AAC
                    ? packetType == SEQUENCE_HEADER
                    : first >>> 4 == FlvAudio.EX_HEADER && (first & 0x0F) == SEQUENCE_HEADER;
            return new MediaMessage(kind, timestampMillis, false, header, payload);
        }
        if ((first & 0x80) != 0) { // Enhanced RTMP: the packet's type is in the first byte
            return enhanced(timestampMillis, first, payload);
        }
        boolean avc = (first & 0x0F) == AVC;
        boolean header = avc && packetType == SEQUENCE_HEADER;
        boolean media = !avc || (packetType != SEQUENCE_HEADER && packetType != END_OF_SEQUENCE);
        int frameType = first >>> 4;
        boolean key = media && (frameType == KEY_FRAME || frameType == GENERATED_KEY_FRAME);
        return new MediaMessage(kind, timestampMillis, key, header, payload);
    }

    private static MediaMessage enhanced(long timestampMillis, int first, ByteBuf payload) {
        int type = first & 0x0F;
        int frameType = first >>> 4 & 0x07;
        boolean header = type == SEQUENCE_HEADER;
        boolean frames = type == CODED_FRAMES || type == CODED_FRAMES_X;
        boolean key = frames && (frameType == KEY_FRAME || frameType == GENERATED_KEY_FRAME);
        return new MediaMessage(Kind.VIDEO, timestampMillis, key, header, payload);
    }

    /// {@return a second handle on the same bytes, with indices of its own, to be closed by its new owner}
    public MediaMessage retain() {
        return new MediaMessage(kind, timestampMillis, keyFrame, sequenceHeader, payload.retainedDuplicate());
    }

    /// {@return this message, same handle, at another time}
    MediaMessage at(long millis) {
        return new MediaMessage(kind, millis, keyFrame, sequenceHeader, payload);
    }

    /// {@return whether it is a frame of video or sound, not a header or data}
    public boolean isFrame() {
        return kind != Kind.DATA && !sequenceHeader;
    }

    public int bytes() {
        return payload.readableBytes();
    }

    @Override
    public void close() {
        payload.release();
    }
}
