package io.rostrum.push.target;

import java.util.ArrayDeque;

/// Which media time has reached a receiver, by the bytes that it has acknowledged. Confined to one thread.
final class SentMedia {
    /// @param endBytes of the connection's media, up to and with this packet
    private record Sent(long endBytes, long dtsNanos) {}

    private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
    private long writtenBytes;
    private long deliveredBytes;
    private long deliveredNanos;
    private long writtenNanos;
    private boolean any;

    /// A packet was given to the connection.
    void written(int bytes, long dtsNanos) {
        if (!any) {
            any = true;
            deliveredNanos = dtsNanos;
            writtenNanos = dtsNanos;
        }
        writtenBytes += bytes;
        writtenNanos = Math.max(writtenNanos, dtsNanos);
        unacknowledged.addLast(new Sent(writtenBytes, dtsNanos));
    }

    /// @param bytes media that has arrived; less than before counts as no news
    void delivered(long bytes) {
        deliveredBytes = Math.max(deliveredBytes, bytes);
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().endBytes() <= deliveredBytes) {
            deliveredNanos =
                    Math.max(deliveredNanos, unacknowledged.removeFirst().dtsNanos());
        }
    }

    long deliveredBytes() {
        return deliveredBytes;
    }

    /// {@return media that was written and has not arrived}
    long behindNanos() {
        return unacknowledged.isEmpty() ? 0 : writtenNanos - deliveredNanos;
    }
}
