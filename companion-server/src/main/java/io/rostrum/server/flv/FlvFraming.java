package io.rostrum.server.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.server.live.Framing;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.List;

/// Media as FLV tags (Video File Format Specification 10.1 §E.3, §E.4), with pictures or without, as a file or in the
/// binary messages of a WebSocket (RFC 6455 §5.2), one a tag.
enum FlvFraming implements Framing {
    FILE(false, true),
    FILE_OF_SOUND(false, false),
    SOCKET(true, true),
    SOCKET_OF_SOUND(true, false);

    /// A whole message of bytes.
    private static final int FINAL_BINARY = 0x82;

    private static final int MAX_SHORT = 125;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int MOST_HEADER_BYTES = 10;

    private final boolean socket;
    private final boolean pictures;

    FlvFraming(boolean socket, boolean pictures) {
        this.socket = socket;
        this.pictures = pictures;
    }

    static FlvFraming of(boolean socket, boolean pictures) {
        if (socket) {
            return pictures ? SOCKET : SOCKET_OF_SOUND;
        }
        return pictures ? FILE : FILE_OF_SOUND;
    }

    boolean isSocket() {
        return socket;
    }

    @Override
    public String protocol() {
        return socket ? "ws-flv" : "flv";
    }

    @Override
    public void start(boolean video, boolean audio, List<ByteBuf> out) {
        ByteBuf header = ByteBufAllocator.DEFAULT.directBuffer(MOST_HEADER_BYTES + FlvWriter.HEADER_BYTES);
        beginMessage(header, FlvWriter.HEADER_BYTES);
        FlvWriter.header(header, audio, video && pictures);
        out.add(header);
    }

    @Override
    public void frame(MediaMessage message, List<ByteBuf> out) {
        if (message.kind() == Kind.VIDEO && !pictures) {
            return;
        }
        int bytes = message.bytes();
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(MOST_HEADER_BYTES + FlvWriter.TAG_HEADER_BYTES);
        beginMessage(head, FlvWriter.TAG_HEADER_BYTES + bytes + FlvWriter.TAG_TRAILER_BYTES);
        FlvWriter.beginTag(head, type(message), message.timestampMillis(), bytes);
        ByteBuf tail = ByteBufAllocator.DEFAULT.directBuffer(FlvWriter.TAG_TRAILER_BYTES);
        FlvWriter.endTag(tail, bytes);
        out.add(head);
        out.add(message.payload().retainedDuplicate());
        out.add(tail);
    }

    private void beginMessage(ByteBuf out, int bytes) {
        if (!socket) {
            return;
        }
        out.writeByte(FINAL_BINARY);
        if (bytes <= MAX_SHORT) {
            out.writeByte(bytes);
        } else if (bytes <= 0xFFFF) {
            out.writeByte(LENGTH_OF_16_BITS).writeShort(bytes);
        } else {
            out.writeByte(LENGTH_OF_64_BITS).writeLong(bytes);
        }
    }

    private static FlvTagType type(MediaMessage message) {
        return switch (message.kind()) {
            case AUDIO -> FlvTagType.AUDIO;
            case VIDEO -> FlvTagType.VIDEO;
            case DATA -> FlvTagType.SCRIPT;
        };
    }
}
