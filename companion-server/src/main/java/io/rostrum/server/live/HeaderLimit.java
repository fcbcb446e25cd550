package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Says which sequence headers and metadata of a stream go on to its viewers. No queue drops them, and each one that is
/// new makes decoders, playlists and transcoders begin anew, so that a publisher may send few.
///
/// One that says what the one before said is left out. Of those that differ, [#BURST] of a kind may come at once and
/// one every [#EVERY_NANOS] after that; publishers that adapt their picture to the network change it a few times a
/// minute. Confined to the stream's loop.
final class HeaderLimit {
    static final int BURST = 20;
    static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What to do with one.
    enum Verdict {
        NEW,
        REPEATED,
        TOO_OFTEN
    }

    private final Map<Kind, ByteBuf> newest = new EnumMap<>(Kind.class);
    /// When all that a kind may send would be there again, were nothing sent.
    private final Map<Kind, Long> fullNanos = new EnumMap<>(Kind.class);

    /// A publisher begins or comes back, and tells what its media is; how often it changes is remembered.
    void restart() {
        newest.clear();
    }

    /// @param header a sequence header or metadata; borrowed
    Verdict look(MediaMessage header, long nowNanos) {
        ByteBuf before = newest.get(header.kind());
        if (before != null && before.equals(header.payload())) {
            return Verdict.REPEATED;
        }
        if (before != null) {
            long full = Math.max(nowNanos, fullNanos.getOrDefault(header.kind(), nowNanos)) + EVERY_NANOS;
            if (full - nowNanos > BURST * EVERY_NANOS) {
                return Verdict.TOO_OFTEN;
            }
            fullNanos.put(header.kind(), full);
        }
        newest.put(header.kind(), Unpooled.copiedBuffer(header.payload()));
        return Verdict.NEW;
    }
}
