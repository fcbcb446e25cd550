package io.rostrum.push.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many bits a second arrive at a server, from two accounts of it: what the network says it has delivered, which is
/// always there, and what the server says it has read (RTMP 1.0 §5.4.3), which tells more where something on the way
/// takes bytes in for it.
///
/// What happens while it settles does not count: until the buffers on the way are full, more goes than the way takes.
/// Confined to one thread.
final class UplinkMeter {
    /// The server's word counts where it came so often, for so much of the time.
    private static final int LEAST_ACKNOWLEDGEMENTS = 4;

    private static final double LEAST_SHARE = 0.5;

    /// A server that has read more than went to it counts something else.
    private static final double MOST_OF_DELIVERED = 1.1;

    private static final double LEAST_OF_DELIVERED = 0.3;
    private static final double BITS_A_BYTE = 8;
    private static final double NANOS_A_SECOND = 1e9;

    private record Point(long nanos, long bytes) {}

    /// One account, from its first word after the settling to its last.
    private static final class Account {
        private @Nullable Point first;
        private @Nullable Point last;
        private int words;

        void say(long nanos, long bytes) {
            Point now = new Point(nanos, bytes);
            if (first == null) {
                first = now;
            }
            last = now;
            words++;
        }

        long nanos() {
            return first == null || last == null ? 0 : last.nanos - first.nanos;
        }

        double bitsPerSecond() {
            return first == null || last == null || nanos() <= 0
                    ? 0
                    : (last.bytes - first.bytes) * BITS_A_BYTE * NANOS_A_SECOND / nanos();
        }
    }

    private final long beginNanos;
    private final long settleNanos;
    private final long measureNanos;
    private final Account delivered = new Account();
    private final Account acknowledged = new Account();

    /// @param nowNanos when sending begins
    UplinkMeter(long nowNanos, Duration settle, Duration measure) {
        beginNanos = nowNanos;
        settleNanos = settle.toNanos();
        measureNanos = measure.toNanos();
    }

    private boolean counts(long nowNanos) {
        return nowNanos - beginNanos >= settleNanos;
    }

    /// @param bytes that have left this machine and arrived, since the beginning
    void delivered(long nowNanos, long bytes) {
        if (counts(nowNanos)) {
            delivered.say(nowNanos, bytes);
        }
    }

    /// @param bytes that the server has read, since the beginning
    void acknowledged(long nowNanos, long bytes) {
        if (counts(nowNanos)) {
            acknowledged.say(nowNanos, bytes);
        }
    }

    /// {@return how far it is, 0 to 1}
    double share(long nowNanos) {
        return Math.clamp((nowNanos - beginNanos) / (double) (settleNanos + measureNanos), 0, 1);
    }

    /// {@return how much of the time for measuring has been measured, 0 to 1}
    double measured() {
        return Math.min(1, delivered.nanos() / (double) measureNanos);
    }

    /// {@return what was measured until now; 0 where nothing was}
    long bitsPerSecond() {
        double byNetwork = delivered.bitsPerSecond();
        double byServer = acknowledged.bitsPerSecond();
        boolean believed = acknowledged.words >= LEAST_ACKNOWLEDGEMENTS
                && acknowledged.nanos() >= LEAST_SHARE * delivered.nanos()
                && byServer <= MOST_OF_DELIVERED * byNetwork
                && byServer >= LEAST_OF_DELIVERED * byNetwork;
        return Math.round(believed ? byServer : byNetwork);
    }
}
