package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/// The messages of one flush as the bytes of one protocol, in one piece, made once and shared by every viewer it is
/// written to.
///
/// Owns its bytes; confined to the loop.
final class Flush implements AutoCloseable {
    private final List<MediaMessage> messages;
    private final long number;
    private final ByteBuf bytes;
    private final int[] ends;

    private Flush(List<MediaMessage> messages, long number, ByteBuf bytes, int[] ends) {
        this.messages = messages;
        this.number = number;
        this.bytes = bytes;
        this.ends = ends;
    }

    /// @param messages borrowed until this flush is closed
    /// @param number   of the first message, counted over all flushes of a group
    static Flush of(Framing framing, List<MediaMessage> messages, long number, ByteBufAllocator allocator) {
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
            return new Flush(messages, number, bytes, ends);
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

    /// {@return the index of the message with this number, or of the first one when that came before}
    int indexOf(long wanted) {
        return (int) Math.max(0, wanted - number);
    }

    /// {@return how many bytes messages `from` up to but without `to` have}
    int bytes(int from, int to) {
        return (to == 0 ? 0 : ends[to - 1]) - (from == 0 ? 0 : ends[from - 1]);
    }

    /// {@return the bytes of messages `from` up to but without `to`; a handle the caller owns}
    ByteBuf slice(int from, int to) {
        return bytes.retainedSlice(from == 0 ? 0 : ends[from - 1], bytes(from, to));
    }

    @Override
    public void close() {
        bytes.release();
    }
}
