package io.rostrum.server.http;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts open connections, in all and by address; loopback and trusted proxies carry many people's. Thread-safe.
final class Admission {
    private final HttpLimits limits;
    private final Set<InetAddress> proxies;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    /// @param proxies addresses that may have more than others
    Admission(HttpLimits limits, Set<InetAddress> proxies) {
        this.limits = limits;
        this.proxies = Set.copyOf(proxies);
    }

    /// {@return whether one more is allowed; if so it counts until [#leave(InetAddress)]}
    boolean tryEnter(InetAddress peer) {
        if (open.incrementAndGet() > limits.maxConnections()) {
            open.decrementAndGet();
            return false;
        }
        boolean carriesMany = peer.isLoopbackAddress() || proxies.contains(peer);
        if (byAddress.merge(peer, 1, Integer::sum) > limits.maxPerAddress() && !carriesMany) {
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
