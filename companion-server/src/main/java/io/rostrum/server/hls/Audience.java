package io.rostrum.server.hls;

import io.rostrum.server.http.Request;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Who watches over HLS: players have no connection to count, but ask for the playlist at least once a target duration.
///
/// Players are told apart by address and program, so two of the same kind behind one address count as one. Thread-safe.
final class Audience {
    /// More than these are not told apart any longer.
    private static final int MAX_PLAYERS = 100_000;
    /// Target durations after which a player that has not asked is gone.
    private static final int PATIENCE = 3;
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long COUNT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /// What a player that knows of the end gets to fetch what it has not.
    private static final long LAST_SEGMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Long> lastAsked = new ConcurrentHashMap<>();
    private final AtomicLong nextCountNanos;
    private volatile int players;
    private volatile boolean ended;
    private volatile long endedNanos;
    private volatile int everySeconds = 2;

    Audience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextCountNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /// @param seconds the target duration
    void askEvery(int seconds) {
        everySeconds = seconds;
    }

    void seen(Request request) {
        String player = request.peer().getAddress().getHostAddress() + " " + request.program();
        if (lastAsked.size() < MAX_PLAYERS || lastAsked.containsKey(player)) {
            lastAsked.put(player, nanoTime.getAsLong());
        }
    }

    /// {@return players that watch, as of at most a second ago}
    int count() {
        long now = nanoTime.getAsLong();
        long next = nextCountNanos.get();
        if (now - next >= 0 && nextCountNanos.compareAndSet(next, now + COUNT_EVERY_NANOS)) {
            long patience = TimeUnit.SECONDS.toNanos((long) PATIENCE * everySeconds) + SPARE_NANOS;
            lastAsked.values().removeIf(asked -> now - asked > patience);
            players = lastAsked.size();
        }
        return players;
    }

    /// The playlist says from now on that the stream has ended.
    void end() {
        if (!ended) {
            endedNanos = nanoTime.getAsLong();
            ended = true;
        }
    }

    /// {@return players that have yet to learn of the end, or to fetch the last segment after it; 0 when those that
    /// would have asked by now are gone}
    int unaware() {
        if (!ended) {
            return count();
        }
        long now = nanoTime.getAsLong();
        if (now - endedNanos > TimeUnit.SECONDS.toNanos(everySeconds) + SPARE_NANOS) {
            return 0;
        }
        return (int) lastAsked.values().stream()
                .filter(asked -> asked - endedNanos < 0 || now - asked < LAST_SEGMENT_NANOS)
                .count();
    }
}
