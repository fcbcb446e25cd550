package io.rostrum.server.account;

import io.rostrum.server.auth.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Slows down who guesses passwords and codes, by address and by account.
///
/// After [#FREE_FAILURES] failures the next try of an address waits a second, then two, four … up to
/// [#LONGEST]; tries for one account from anywhere come at most once a second. A quarter of an hour
/// without a failure forgets them. Of IPv6 an address is a network of 64 bits. Remembers [#MAX_KEYS],
/// those that failed last. Thread-safe.
final class LoginLimiter {
    static final int FREE_FAILURES = 5;
    static final Duration LONGEST = Duration.ofMinutes(1);
    static final int MAX_KEYS = 20_000;
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int NETWORK_BYTES = 8;

    private record Failures(int count, long lastNanos) {}

    private final LongSupplier nanoTime;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /// @param nanoTime a monotonic clock
    LoginLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Counts a try as failed before its answer is known, so that tries side by side do not all pass;
    /// [#succeeded] and [#undecided] take that back.
    ///
    /// @param account its name in lower case, whether there is one or not
    /// @return how long this must wait; nothing to wait if it may be tried now
    synchronized Duration enter(InetAddress peer, String account) {
        long now = nanoTime.getAsLong();
        long wait = Math.max(wait(address(peer), LONGEST.toNanos(), now), wait(account(account), PAUSE_NANOS, now));
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        count(address(peer), now);
        count(account(account), now);
        return Duration.ZERO;
    }

    /// Forgets what failed for this account, also of what the address failed. What it failed for other
    /// accounts still counts: else whoever has an account could go on guessing another's.
    synchronized void succeeded(InetAddress peer, String account) {
        Failures forgotten = failures.remove(account(account));
        less(address(peer), forgotten == null ? 1 : forgotten.count());
    }

    /// Takes back one try that was neither wrong nor the whole proof; what failed before it still counts.
    synchronized void undecided(InetAddress peer, String account) {
        less(address(peer), 1);
        less(account(account), 1);
    }

    private void less(String key, int tries) {
        failures.computeIfPresent(
                key,
                (_, before) ->
                        before.count() > tries ? new Failures(before.count() - tries, before.lastNanos()) : null);
    }

    private long wait(String key, long longest, long now) {
        Failures before = failures.get(key);
        if (before == null || before.count() < FREE_FAILURES || now - before.lastNanos() > FORGET_NANOS) {
            return 0;
        }
        int doubled = Math.min(before.count() - FREE_FAILURES, 10);
        return before.lastNanos() + Math.min(longest, PAUSE_NANOS << doubled) - now;
    }

    private void count(String key, long now) {
        Failures before = failures.get(key);
        int counted = before == null || now - before.lastNanos() > FORGET_NANOS ? 0 : before.count();
        failures.put(key, new Failures(counted + 1, now));
    }

    private static String address(InetAddress peer) {
        byte[] address = peer.getAddress();
        ByteBuffer network = ByteBuffer.wrap(address, 0, Math.min(address.length, NETWORK_BYTES));
        byte[] key = new byte[network.remaining()];
        network.get(key);
        return "address " + HexFormat.of().formatHex(key);
    }

    private static String account(String name) {
        return "account " + Tickets.hash(new Secret(name)); // names of any length take the same room
    }
}
