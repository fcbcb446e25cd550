package io.rostrum.server.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.server.live.Framing;
import io.rostrum.server.live.MediaMessage;
import java.util.List;

/// Media as FLV tags (Video File Format Specification 10.1 §E.3, §E.4).
enum FlvFraming implements Framing {
    INSTANCE;

    @Override
    public String protocol() {
        return "flv";
    }

    @Override
    public void start(boolean video, boolean audio, List<ByteBuf> out) {
        ByteBuf header = ByteBufAllocator.DEFAULT.directBuffer(FlvWriter.HEADER_BYTES);
        FlvWriter.header(header, audio, video);
        out.add(header);
    }

    @Override
    public void frame(MediaMessage message, List<ByteBuf> out) {
        int bytes = message.bytes();
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(FlvWriter.TAG_HEADER_BYTES);
        FlvWriter.beginTag(head, type(message), message.timestampMillis(), bytes);
        ByteBuf tail = ByteBufAllocator.DEFAULT.directBuffer(FlvWriter.TAG_TRAILER_BYTES);
        FlvWriter.endTag(tail, bytes);
        out.add(head);
        out.add(message.payload().retainedDuplicate());
        out.add(tail);
    }

    private static FlvTagType type(MediaMessage message) {
        return switch (message.kind()) {
            case AUDIO -> FlvTagType.AUDIO;
            case VIDEO -> FlvTagType.VIDEO;
            case DATA -> FlvTagType.SCRIPT;
        };
    }
}
