package io.rostrum.server.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What became of a broadcast, counted from the sessions of its viewers.
///
/// @param peak      most viewers at once
/// @param views     sessions
/// @param watched   of all viewers together
/// @param protocols sessions by protocol
/// @param devices   sessions by kind of device
/// @param countries sessions by country, where it is known
record Report(
        int peak,
        int views,
        Duration watched,
        Map<String, Integer> protocols,
        Map<String, Integer> devices,
        Map<String, Integer> countries) {
    static final Report NOBODY = new Report(0, 0, Duration.ZERO, Map.of(), Map.of(), Map.of());

    Report {
        protocols = Map.copyOf(protocols);
        devices = Map.copyOf(devices);
        countries = Map.copyOf(countries);
    }

    private record Edge(Instant at, int change) {}

    static Report of(List<ViewerSession> sessions) {
        Duration watched = Duration.ZERO;
        List<Edge> edges = new ArrayList<>();
        for (ViewerSession session : sessions) {
            watched = watched.plus(session.watched());
            edges.add(new Edge(session.startedAt(), 1));
            edges.add(new Edge(session.endedAt(), -1));
        }
        edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::change, Comparator.reverseOrder()));
        int now = 0;
        int peak = 0;
        for (Edge edge : edges) {
            now += edge.change();
            peak = Math.max(peak, now);
        }
        return new Report(
                peak,
                sessions.size(),
                watched,
                by(sessions, ViewerSession::protocol),
                by(sessions, ViewerSession::device),
                by(
                        sessions.stream()
                                .filter(session -> session.country().isPresent())
                                .toList(),
                        session -> session.country().orElse("")));
    }

    private static Map<String, Integer> by(List<ViewerSession> sessions, Function<ViewerSession, String> what) {
        Map<String, Integer> counts = new TreeMap<>();
        sessions.forEach(session -> counts.merge(what.apply(session), 1, Integer::sum));
        return counts;
    }
}
