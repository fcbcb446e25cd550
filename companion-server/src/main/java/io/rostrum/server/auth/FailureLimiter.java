package io.rostrum.server.auth;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Slows down who guesses: after [#FREE_FAILURES] wrong answers within a minute, an address gets one try a second. Of
/// IPv6, what counts as an address is a network of 64 bits, which a single line is given whole.
///
/// Remembers at most [#MAX_ADDRESSES] addresses, those that failed last. Thread-safe.
public final class FailureLimiter {
    static final int FREE_FAILURES = 5;
    static final int MAX_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Failures(int count, long firstNanos, long lastNanos) {}

    private final Map<ByteBuffer, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Failures> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /// {@return whether the address may try now}
    public synchronized boolean mayTry(InetAddress peer, long nowNanos) {
        Failures failures = byAddress.get(network(peer));
        return failures == null
                || failures.count() < FREE_FAILURES
                || nowNanos - failures.firstNanos() > WINDOW_NANOS
                || nowNanos - failures.lastNanos() >= PAUSE_NANOS;
    }

    public synchronized void failed(InetAddress peer, long nowNanos) {
        ByteBuffer network = network(peer);
        Failures before = byAddress.get(network);
        if (before == null || nowNanos - before.firstNanos() > WINDOW_NANOS) {
            byAddress.put(network, new Failures(1, nowNanos, nowNanos));
        } else {
            byAddress.put(network, new Failures(before.count() + 1, before.firstNanos(), nowNanos));
        }
    }

    private static ByteBuffer network(InetAddress peer) {
        byte[] address = peer.getAddress();
        return ByteBuffer.wrap(address, 0, Math.min(address.length, NETWORK_BYTES));
    }
}
