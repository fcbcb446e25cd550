package io.rostrum.server.hls;

import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Who watches over HLS: players have no connection to count, but ask for the playlist at least once a target duration.
///
/// Players are told apart by address and program, so two of the same kind behind one address count as one. Who is
/// kicked stays out until the broadcast ends. Thread-safe.
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
    private final ConcurrentHashMap<Player, Seen> seen = new ConcurrentHashMap<>();
    private final Set<Player> kicked = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong nextCountNanos;
    private volatile int players;
    private volatile boolean ended;
    private volatile long endedNanos;
    private volatile int everySeconds = 2;

    private record Player(InetAddress address, String program) {
        static Player of(Request request) {
            return new Player(request.peer().getAddress(), request.program());
        }
    }

    /// @param id        of the player among all, for the operator
    /// @param peer      where it asked from first
    /// @param since     when
    /// @param lastNanos when it asked last
    private record Seen(String id, InetSocketAddress peer, Instant since, long lastNanos) {
        Seen at(long nanos) {
            return new Seen(id, peer, since, nanos);
        }
    }

    Audience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextCountNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /// @param seconds the target duration
    void askEvery(int seconds) {
        everySeconds = seconds;
    }

    void seen(Request request) {
        Player player = Player.of(request);
        long now = nanoTime.getAsLong();
        boolean known = seen.containsKey(player);
        if (known || (seen.size() < MAX_PLAYERS && !kicked.contains(player))) {
            seen.compute(
                    player,
                    (_, before) -> before == null
                            ? new Seen("hls-" + ids.incrementAndGet(), request.peer(), Instant.now(), now)
                            : before.at(now));
        }
    }

    /// {@return who has asked lately, in no order}
    List<HlsViewer> players() {
        long now = nanoTime.getAsLong();
        return seen.values().stream()
                .filter(player -> now - player.lastNanos() <= patienceNanos())
                .map(player -> new HlsViewer(player.id(), player.peer(), player.since()))
                .toList();
    }

    /// Refuses a player all of this broadcast from now on.
    ///
    /// @return whether there is one of that id
    boolean kick(String id) {
        Optional<Player> found = seen.entrySet().stream()
                .filter(player -> player.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
        found.ifPresent(player -> {
            kicked.add(player);
            seen.remove(player);
        });
        return found.isPresent();
    }

    /// {@return whether the player is one that was kicked}
    boolean isKicked(Request request) {
        return !kicked.isEmpty() && kicked.contains(Player.of(request));
    }

    private long patienceNanos() {
        return TimeUnit.SECONDS.toNanos((long) PATIENCE * everySeconds) + SPARE_NANOS;
    }

    /// {@return players that watch, as of at most a second ago}
    int count() {
        long now = nanoTime.getAsLong();
        long next = nextCountNanos.get();
        if (now - next >= 0 && nextCountNanos.compareAndSet(next, now + COUNT_EVERY_NANOS)) {
            long patience = patienceNanos();
            seen.values().removeIf(player -> now - player.lastNanos() > patience);
            players = seen.size();
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
        return (int) seen.values().stream()
                .mapToLong(Seen::lastNanos)
                .filter(asked -> asked - endedNanos < 0 || now - asked < LAST_SEGMENT_NANOS)
                .count();
    }
}
