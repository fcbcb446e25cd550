package io.rostrum.server.audience;

import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Route;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// How players of HLS and DASH fare, by what they say of themselves ([Cmcd]). Bounded; thread-safe; called on
/// event loops.
public final class PlayerHealth {
    static final int MOST_STREAMS = 200;
    static final int MOST_PLAYERS = 10_000;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /// A player that stalled so long ago has recovered.
    static final Duration STALL_REMEMBERED = Duration.ofMinutes(1);
    private static final String MEDIA = "/live/{stream}/";

    private final Predicate<String> isLive;
    private final LongSupplier nanoTime;
    private final Map<String, Map<String, Player>> streams = new ConcurrentHashMap<>();

    /// @param nanos    when it said it
    /// @param stalls   times its buffer ran empty
    /// @param lastStall when it last did; 0 for never
    private record Player(
            OptionalInt bufferMillis,
            OptionalInt throughputKbps,
            OptionalInt bitrateKbps,
            long nanos,
            int stalls,
            long lastStall) {
        static final Player NEW = new Player(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 0, 0, 0);

        /// What a request does not say again is as it was.
        Player then(Cmcd said, long now) {
            return new Player(
                    said.bufferMillis().isPresent() ? said.bufferMillis() : bufferMillis,
                    said.throughputKbps().isPresent() ? said.throughputKbps() : throughputKbps,
                    said.bitrateKbps().isPresent() ? said.bitrateKbps() : bitrateKbps,
                    now,
                    stalls + (said.starved() ? 1 : 0),
                    said.starved() ? now : lastStall);
        }
    }

    /// How the players of one stream fare. Averages are of those that say it; -1 where nobody does.
    ///
    /// @param players        that have said something in the last half minute
    /// @param withoutStalls  share of them whose buffer was never empty in the last minute; 1 for none
    /// @param stalls         times a buffer ran empty, of those players
    /// @param bufferMillis   media in their buffers, on average
    /// @param throughputKbps of their networks, on average
    /// @param bitrateKbps    of the qualities they ask for, on average
    public record Health(
            int players, double withoutStalls, int stalls, int bufferMillis, int throughputKbps, int bitrateKbps) {}

    /// @param isLive   whether there is such a stream; players of no other are remembered
    /// @param nanoTime a monotonic clock
    public PlayerHealth(Predicate<String> isLive, LongSupplier nanoTime) {
        this.isLive = isLive;
        this.nanoTime = nanoTime;
    }

    /// {@return the same routes, where what players say with their requests for media is taken note of}
    public List<Route> on(List<Route> routes) {
        return routes.stream()
                .map(route ->
                        route.pattern().startsWith(MEDIA) && route.method().equals(HttpMethod.GET)
                                ? new Route(
                                        route.method(),
                                        route.pattern(),
                                        route.runsOn(),
                                        route.crossOrigin(),
                                        noting(route.handler()))
                                : route)
                .toList();
    }

    private HttpHandler noting(HttpHandler handler) {
        return request -> {
            Reply reply = handler.handle(request); // which throws for a stream that there is none of
            note(request);
            return reply;
        };
    }

    void note(Request request) {
        Cmcd.of(request).ifPresent(said -> note(request.pathValue("stream"), said));
    }

    void note(String stream, Cmcd said) {
        long now = nanoTime.getAsLong();
        Map<String, Player> players = streams.get(stream);
        if (players == null) {
            if (streams.size() >= MOST_STREAMS || !isLive.test(stream)) {
                return;
            }
            players = streams.computeIfAbsent(stream, _ -> new ConcurrentHashMap<>());
        }
        if (players.size() < MOST_PLAYERS || players.containsKey(said.session())) {
            players.compute(said.session(), (_, before) -> (before == null ? Player.NEW : before).then(said, now));
        }
    }

    /// Forgets players that say nothing any more.
    void forgetOld() {
        long now = nanoTime.getAsLong();
        streams.values().forEach(players -> players.values().removeIf(player -> isGone(player, now)));
        streams.values().removeIf(Map::isEmpty);
    }

    private static boolean isGone(Player player, long now) {
        return now - player.nanos() > PATIENCE.toNanos();
    }

    /// {@return how the players of a stream fare}
    public Health of(String stream) {
        long now = nanoTime.getAsLong();
        List<Player> players = streams.getOrDefault(stream, Map.of()).values().stream()
                .filter(player -> !isGone(player, now))
                .toList();
        long well = players.stream()
                .filter(player -> player.stalls() == 0 || now - player.lastStall() > STALL_REMEMBERED.toNanos())
                .count();
        return new Health(
                players.size(),
                players.isEmpty() ? 1 : Math.round(1_000.0 * well / players.size()) / 1_000.0,
                players.stream().mapToInt(Player::stalls).sum(),
                average(players, player -> player.bufferMillis().orElse(-1)),
                average(players, player -> player.throughputKbps().orElse(-1)),
                average(players, player -> player.bitrateKbps().orElse(-1)));
    }

    private static int average(Collection<Player> players, ToIntFunction<Player> what) {
        return (int) Math.round(players.stream()
                .mapToInt(what)
                .filter(value -> value >= 0)
                .average()
                .orElse(-1));
    }
}
