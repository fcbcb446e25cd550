package io.rostrum.push.target;

import io.rostrum.push.packet.MediaKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what one target sends. Written on the target's loop, read from anywhere.
final class PushMeter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger bitsPerSecond = new AtomicInteger();
    private final AtomicInteger reconnects = new AtomicInteger();
    private final AtomicLong largestGapNanos = new AtomicLong();
    private long lastSentNanos;
    private boolean sentBefore;
    private long secondBeganNanos;
    private long bytesWhenSecondBegan;

    /// A connection goes live: gaps are counted from its first packet on.
    void connected(long nowNanos) {
        sentBefore = false;
        secondBeganNanos = nowNanos;
        bytesWhenSecondBegan = bytes.get();
    }

    void disconnected() {
        bitsPerSecond.set(0);
    }

    void reconnecting() {
        reconnects.incrementAndGet();
    }

    void sent(int packetBytes, long nowNanos) {
        packets.incrementAndGet();
        bytes.addAndGet(packetBytes);
        if (sentBefore) {
            largestGapNanos.accumulateAndGet(nowNanos - lastSentNanos, Math::max);
        }
        sentBefore = true;
        lastSentNanos = nowNanos;
    }

    /// {@return whether a second is over and the bit rate is new}
    boolean measure(long nowNanos) {
        long elapsed = nowNanos - secondBeganNanos;
        if (elapsed < NANOS_PER_SECOND) {
            return false;
        }
        long sent = bytes.get() - bytesWhenSecondBegan;
        bitsPerSecond.set((int) Math.min(Integer.MAX_VALUE, sent * Byte.SIZE * NANOS_PER_SECOND / elapsed));
        secondBeganNanos = nowNanos;
        bytesWhenSecondBegan = bytes.get();
        return true;
    }

    int bitsPerSecond() {
        return bitsPerSecond.get();
    }

    PushCounters counters(OutputQueue queue) {
        return new PushCounters(
                packets.get(),
                bytes.get(),
                bitsPerSecond.get(),
                queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.VIDEO),
                queue.dropped(DropReason.NOT_CONNECTED, MediaKind.VIDEO),
                queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.AUDIO),
                queue.dropped(DropReason.NOT_CONNECTED, MediaKind.AUDIO),
                reconnects.get(),
                queue.span(),
                Duration.ofNanos(largestGapNanos.get()));
    }
}
