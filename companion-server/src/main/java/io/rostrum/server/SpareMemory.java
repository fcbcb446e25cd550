package io.rostrum.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Says when it is worth giving memory back to the system: once most of a large audience has left.
///
/// The collector gives pages of the heap back only when it collects all of it, for which a server at rest has no
/// reason,
/// and which stops the server for some tens of milliseconds. Confined to one thread.
final class SpareMemory {
    private static final long LARGE = 100;
    private static final long CALM_NANOS = Duration.ofSeconds(15).toNanos();

    private final LongSupplier nanoTime;
    private long most;
    private boolean calm;
    private long calmSince;

    /// @param nanoTime a monotonic clock
    SpareMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// To be asked every few seconds.
    ///
    /// @param connections open now
    /// @return whether to give memory back now
    boolean isDue(long connections) {
        most = Math.max(most, connections);
        if (most < LARGE || connections > most / 2) {
            calm = false;
            return false;
        }
        long now = nanoTime.getAsLong();
        if (!calm) {
            calm = true;
            calmSince = now;
        }
        if (now - calmSince < CALM_NANOS) {
            return false;
        }
        most = connections;
        calm = false;
        return true;
    }
}
