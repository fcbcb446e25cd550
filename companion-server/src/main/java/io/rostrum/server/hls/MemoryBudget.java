package io.rostrum.server.hls;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much memory the segments of one stream and of all streams may take. Thread-safe.
///
/// A stream may use what the others leave, and never less than its equal share of the whole: one that takes much cannot
/// push another out. Streams that have ended give way first.
final class MemoryBudget {
    private final long streamBytes;
    private final long totalBytes;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger streams = new AtomicInteger();
    private final ConcurrentLinkedQueue<Runnable> ended = new ConcurrentLinkedQueue<>();

    MemoryBudget(HlsConfig config) {
        streamBytes = config.streamBytes();
        totalBytes = config.totalBytes();
    }

    void opened() {
        streams.incrementAndGet();
    }

    /// @param forget gives up all that the stream holds; does nothing when called again
    void ended(Runnable forget) {
        ended.add(forget);
    }

    void forgotten(Runnable forget) {
        ended.remove(forget);
    }

    void closed() {
        streams.decrementAndGet();
    }

    /// @param bytes taken; negative for given back
    void use(long bytes) {
        used.addAndGet(bytes);
    }

    /// Forgets streams that have ended, oldest first, until the rest fits.
    void makeRoom() {
        while (used.get() > totalBytes) {
            Runnable forget = ended.poll();
            if (forget == null) {
                return;
            }
            forget.run();
        }
    }

    /// {@return bytes that a stream may hold now}
    ///
    /// @param own bytes that it holds
    long allowed(long own) {
        long leftByOthers = totalBytes - (used.get() - own);
        long share = totalBytes / Math.max(1, streams.get());
        return Math.min(streamBytes, Math.max(leftByOthers, share));
    }

    /// {@return bytes that all streams hold}
    long used() {
        return used.get();
    }
}
