package io.rostrum.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.live.Framing;
import io.rostrum.server.live.MediaMessage;
import java.util.List;

/// Media for players: every player has message stream 1 and the same chunk size, so all get the same chunks.
enum RtmpFraming implements Framing {
    INSTANCE;

    /// The one message stream of a connection.
    static final int MESSAGE_STREAM_ID = 1;

    /// What every connection is told before anything long is sent; most frames fit in one chunk.
    static final int CHUNK_SIZE = 60_000;

    @Override
    public String protocol() {
        return "rtmp";
    }

    @Override
    public void frame(MediaMessage message, List<ByteBuf> out) {
        RtmpChunkEncoder encoder = new RtmpChunkEncoder();
        encoder.chunkSize(CHUNK_SIZE);
        long millis = message.timestampMillis();
        ByteBuf payload = message.payload().retainedDuplicate();
        RtmpMessage.Media media = switch (message.kind()) {
            case AUDIO -> new RtmpMessage.Audio(millis, MESSAGE_STREAM_ID, payload);
            case VIDEO -> new RtmpMessage.Video(millis, MESSAGE_STREAM_ID, payload);
            case DATA -> new RtmpMessage.Data(millis, MESSAGE_STREAM_ID, payload);
        };
        out.add(encoder.gather(media, ByteBufAllocator.DEFAULT));
    }
}
