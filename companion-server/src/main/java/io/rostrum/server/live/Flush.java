package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/// The messages of one flush as the bytes of one protocol, made once and shared by every viewer of a loop.
///
/// Owns its bytes; confined to the loop.
final class Flush implements AutoCloseable {
    private final List<MediaMessage> messages;
    private final ByteBuf bytes;
    private final int[] ends;

    private Flush(List<MediaMessage> messages, ByteBuf bytes, int[] ends) {
        this.messages = messages;
        this.bytes = bytes;
        this.ends = ends;
    }

    /// @param messages borrowed until this flush is closed
    static Flush of(Framing framing, List<MediaMessage> messages, ByteBufAllocator allocator) {
        List<ByteBuf> pieces = new ArrayList<>();
        try {
            int[] ends = new int[messages.size()];
            int total = 0;
            int counted = 0;
            for (int i = 0; i < ends.length; i++) {
                framing.frame(messages.get(i), pieces);
                for (; counted < pieces.size(); counted++) {
                    total += pieces.get(counted).readableBytes();
                }
                ends[i] = total;
            }
            ByteBuf bytes = allocator.directBuffer(Math.max(1, total));
            pieces.forEach(bytes::writeBytes);
            return new Flush(messages, bytes, ends);
        } finally {
            pieces.forEach(ByteBuf::release);
        }
    }

    int size() {
        return ends.length;
    }

    /// {@return message `index`, borrowed}
    MediaMessage message(int index) {
        return messages.get(index);
    }

    /// {@return time of the newest message}
    long lastMillis() {
        return messages.getLast().timestampMillis();
    }

    /// {@return the bytes of messages `from` up to but without `to`; a handle the caller owns}
    ByteBuf slice(int from, int to) {
        int start = from == 0 ? 0 : ends[from - 1];
        return bytes.retainedSlice(start, ends[to - 1] - start);
    }

    @Override
    public void close() {
        bytes.release();
    }
}
