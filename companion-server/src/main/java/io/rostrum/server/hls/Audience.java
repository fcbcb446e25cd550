package io.rostrum.server.hls;

import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Who watches over HLS: players have no connection to count, but ask for the playlist at least once a target duration.
///
/// Players that name their session, as CMCD (CTA-5004, `sid`) and Apple's players (`X-Playback-Session-Id`) do, are
/// told
/// apart by it; others by address and program, so that two of the same kind behind one address count as one. Who is
/// kicked stays out until the broadcast ends, with all of its program behind its address. Thread-safe.
final class Audience {
    /// More than these are not told apart any longer.
    private static final int MAX_PLAYERS = 100_000;
    /// Players of one address that are told apart; more count as one.
    private static final int MAX_PLAYERS_PER_ADDRESS = 2_000;
    /// Target durations after which a player that has not asked is gone.
    private static final int PATIENCE = 3;
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long COUNT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /// What a player that knows of the end gets to fetch what it has not.
    private static final long LAST_SEGMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<Player, Seen> seen = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final Set<Player> kicked = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong nextCountNanos;
    private volatile int players;
    private volatile boolean ended;
    private volatile long endedNanos;
    private volatile int everySeconds = 2;

    /// @param session as it names it; empty for none
    private record Player(InetAddress address, String program, String session) {
        static Player of(Request request) {
            return new Player(
                    request.peer().getAddress(),
                    request.program(),
                    PlaybackSession.of(request).orElse(""));
        }

        /// {@return all of its address that are not told apart}
        Player crowd() {
            return new Player(address, "", "");
        }

        Player nameless() {
            return session.isEmpty() ? this : new Player(address, program, "");
        }
    }

    /// @param id        of the player among all, for the operator
    /// @param peer      where it asked from first
    /// @param since     when
    /// @param protocol  by what it asked for last
    /// @param lastNanos when it asked last
    /// @param bytes     of media sent to it
    private record Seen(
            String id, InetSocketAddress peer, Instant since, String protocol, long lastNanos, LongAdder bytes) {
        Seen at(long nanos, String by) {
            return new Seen(id, peer, since, by, nanos, bytes);
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

    /// @param protocol `hls`, `ll-hls` or `dash`
    void seen(Request request, String protocol) {
        Player player = player(request);
        long now = nanoTime.getAsLong();
        boolean known = seen.containsKey(player);
        if (known || (seen.size() < MAX_PLAYERS && !kicked.contains(player.nameless()))) {
            seen.compute(
                    player,
                    (_, before) -> before == null ? newcomer(request, protocol, now) : before.at(now, protocol));
        }
    }

    private Seen newcomer(Request request, String protocol, long now) {
        return new Seen("hls-" + ids.incrementAndGet(), request.peer(), Instant.now(), protocol, now, new LongAdder());
    }

    /// {@return who asks; one of a crowd where there are too many at its address}
    private Player player(Request request) {
        Player player = Player.of(request);
        if (seen.containsKey(player)) {
            return player;
        }
        int there = byAddress.merge(player.address(), 1, Integer::sum);
        return there <= MAX_PLAYERS_PER_ADDRESS ? player : player.crowd();
    }

    /// Media was sent to a player, which counts where it is known.
    void sent(Request request, long bytes) {
        Seen to = seen.get(Player.of(request));
        if (to != null) {
            to.bytes().add(bytes);
        }
    }

    /// {@return who has asked lately, in no order}
    List<HlsViewer> players() {
        long now = nanoTime.getAsLong();
        return seen.entrySet().stream()
                .filter(player -> now - player.getValue().lastNanos() <= patienceNanos())
                .map(player -> viewer(player.getKey(), player.getValue(), now))
                .toList();
    }

    private HlsViewer viewer(Player player, Seen seen, long now) {
        return new HlsViewer(
                seen.id(),
                seen.protocol(),
                seen.peer(),
                player.program(),
                seen.since(),
                Duration.ofNanos(Math.max(0, now - seen.lastNanos() - TimeUnit.SECONDS.toNanos(everySeconds))),
                seen.bytes()::sum);
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
            kicked.add(player.nameless());
            seen.keySet().removeIf(other -> other.nameless().equals(player.nameless()));
        });
        return found.isPresent();
    }

    /// {@return whether the player is one that was kicked}
    boolean isKicked(Request request) {
        return !kicked.isEmpty() && kicked.contains(Player.of(request).nameless());
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
            seen.entrySet().removeIf(player -> now - player.getValue().lastNanos() > patience);
            byAddress.clear();
            seen.keySet().forEach(player -> byAddress.merge(player.address(), 1, Integer::sum));
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
