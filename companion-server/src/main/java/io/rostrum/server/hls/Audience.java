package io.rostrum.server.hls;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rostrum.server.http.Request;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Long> lastAsked = new ConcurrentHashMap<>();
    private volatile int everySeconds = 2;

    Audience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// @param seconds the target duration
    void askEvery(int seconds) {
        everySeconds = seconds;
    }

    void seen(Request request) {
        String player = request.peer().getAddress().getHostAddress() + " "
                + request.header(HttpHeaderNames.USER_AGENT).orElse("");
        if (lastAsked.size() < MAX_PLAYERS || lastAsked.containsKey(player)) {
            lastAsked.put(player, nanoTime.getAsLong());
        }
    }

    int count() {
        long now = nanoTime.getAsLong();
        long patience = TimeUnit.SECONDS.toNanos((long) PATIENCE * everySeconds) + SPARE_NANOS;
        lastAsked.values().removeIf(asked -> now - asked > patience);
        return lastAsked.size();
    }
}
