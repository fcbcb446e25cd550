package io.rostrum.server.live;

import java.util.ArrayDeque;

/// How far one viewer is behind what was written to it, in bytes and in media time, and since when it has taken
/// nothing.
///
/// Confined to the viewer's loop. Costs nothing while the viewer keeps up.
final class Backlog {
    private record Written(long upToByte, long millis) {}

    private final ArrayDeque<Written> waiting = new ArrayDeque<>();
    private long written;
    private long delivered;
    private long newestMillis;
    private long progressNanos;

    Backlog(long nowNanos) {
        progressNanos = nowNanos;
    }

    /// @param bytes  handed to the channel
    /// @param millis time of the newest message in them
    void written(long bytes, long millis) {
        written += bytes;
        newestMillis = millis;
        waiting.add(new Written(written, millis));
    }

    /// @param pendingBytes what the channel still holds
    void update(long pendingBytes, long nowNanos) {
        long now = Math.max(delivered, written - pendingBytes);
        if (now > delivered || pendingBytes == 0) {
            progressNanos = nowNanos;
        }
        delivered = now;
        while (!waiting.isEmpty() && waiting.getFirst().upToByte() <= delivered) {
            waiting.removeFirst();
        }
    }

    long bytes() {
        return written - delivered;
    }

    /// {@return media time between the oldest write that waits and the newest}
    long millis() {
        return waiting.isEmpty() ? 0 : newestMillis - waiting.getFirst().millis();
    }

    long nanosWithoutProgress(long nowNanos) {
        return bytes() == 0 ? 0 : nowNanos - progressNanos;
    }
}
