package io.rostrum.server.classroom;

import io.rostrum.server.chat.Allowance;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How fast people of one address may come in by links: a whole class behind one address at once, and
/// then a few a second. Of IPv6, an address is a network of 64 bits. Thread-safe.
final class JoinLimiter {
    static final int AT_ONCE = 60;
    static final int A_SECOND = 2;
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Allowance> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Allowance> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    JoinLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean mayTry(InetAddress peer) {
        byte[] address = peer.getAddress();
        ByteBuffer network = ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
        long now = nanoTime.getAsLong();
        return byAddress
                .computeIfAbsent(network, _ -> new Allowance(AT_ONCE, A_SECOND, now))
                .take(now);
    }
}
