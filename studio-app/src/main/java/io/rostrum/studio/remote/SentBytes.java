package io.rostrum.studio.remote;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Live;

/// How many bytes went to all destinations together: the sum of the rates that they measured, since the stream began or
/// the remote control was switched on. One thread looks, any may ask.
final class SentBytes {
    private static final double BITS_A_BYTE = 8;
    private static final double NANOS_A_SECOND = 1e9;

    private volatile double bytes;
    private long lastNanos;

    /// Takes note; to be called often.
    void look(StudioSnapshot now, long nanos) {
        if (now.live() instanceof Live.On) {
            double seconds = lastNanos == 0 ? 0 : (nanos - lastNanos) / NANOS_A_SECOND;
            double total = bytes + bitRate(now) / BITS_A_BYTE * seconds;
            bytes = total;
            lastNanos = nanos;
        } else {
            bytes = 0;
            lastNanos = 0;
        }
    }

    private static double bitRate(StudioSnapshot now) {
        return now.destinations().stream()
                .mapToDouble(destination ->
                        destination.state() instanceof DestinationState.Sending sending ? sending.bitsPerSecond() : 0)
                .sum();
    }

    long bytes() {
        return Math.round(bytes);
    }
}
