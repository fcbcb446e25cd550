package io.rostrum.server.http;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts open connections, in all and by address. Thread-safe.
final class Admission {
    private final HttpLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(HttpLimits limits) {
        this.limits = limits;
    }

    /// {@return whether one more is allowed; if so it counts until [#leave(InetAddress)]}
    boolean tryEnter(InetAddress peer) {
        if (open.incrementAndGet() > limits.maxConnections()) {
            open.decrementAndGet();
            return false;
        }
        if (byAddress.merge(peer, 1, Integer::sum) > limits.maxPerAddress() && !peer.isLoopbackAddress()) {
            leave(peer);
            return false;
        }
        return true;
    }

    void leave(InetAddress peer) {
        open.decrementAndGet();
        byAddress.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }

    int open() {
        return open.get();
    }
}
