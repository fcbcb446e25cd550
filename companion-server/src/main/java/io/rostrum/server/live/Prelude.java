package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What who joins gets first, as the bytes of one protocol in one piece, shared by all who join during one group of
/// pictures: for each after the first only what has come since is made.
///
/// Owns its bytes; confined to a loop.
final class Prelude implements AutoCloseable {
    /// Larger ones are not worth their memory.
    static final int MOST_BYTES = 4 << 20;

    private final Framing framing;
    private long generation;
    private int framed;
    private @Nullable ByteBuf bytes;

    Prelude(Framing framing) {
        this.framing = framing;
    }

    /// @param snapshot   borrowed
    /// @param generation of the cache when it was taken: with the same one, messages were only added
    /// @return the bytes of the snapshot; a handle the caller owns
    ByteBuf of(List<MediaMessage> snapshot, long generation) {
        if (this.generation != generation) {
            close();
            this.generation = generation;
        }
        List<ByteBuf> pieces = new ArrayList<>();
        try {
            int more = 0;
            for (MediaMessage message : snapshot.subList(framed, snapshot.size())) {
                framing.frame(message, pieces);
            }
            for (ByteBuf piece : pieces) {
                more += piece.readableBytes();
            }
            ByteBuf out = roomFor(more);
            pieces.forEach(out::writeBytes);
            framed = snapshot.size();
            return out.retainedSlice();
        } finally {
            pieces.forEach(ByteBuf::release);
        }
    }

    /// Handles on the old bytes stay valid: they are never moved, but copied to a larger place.
    private ByteBuf roomFor(int more) {
        ByteBuf old = bytes;
        if (old != null && old.writableBytes() >= more) {
            return old;
        }
        int kept = old == null ? 0 : old.readableBytes();
        int bytesNow = Math.max(1, old == null ? more : 2 * (kept + more));
        ByteBuf larger = UnpooledByteBufAllocator.DEFAULT.directBuffer(bytesNow); // a pool would keep so much for long
        if (old != null) {
            larger.writeBytes(old, old.readerIndex(), kept);
            old.release();
        }
        bytes = larger;
        return larger;
    }

    /// Forgets the bytes.
    @Override
    public void close() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
        framed = 0;
    }
}
