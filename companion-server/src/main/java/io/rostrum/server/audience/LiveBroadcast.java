package io.rostrum.server.audience;

import io.rostrum.server.audience.AudienceStore.Change;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamStatus;
import io.rostrum.server.live.StreamWarning;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One broadcast that goes on, and who watches it. Confined to the sampler's thread.
final class LiveBroadcast {
    private final String id = UUID.randomUUID().toString();
    private final LiveStream stream;
    private final AudienceConfig config;
    private final Countries countries;
    private final Events events;
    private final Instant startedAt;
    private final Map<String, Watching> watching = new HashMap<>();
    private final SessionAllowance allowance = new SessionAllowance();
    private int nextThreshold;
    private long bytesOut;
    private long viewersGoneBytes;

    /// What the server is told of viewers.
    interface Events {
        void joined(String stream, ViewerSession session);

        void left(String stream, ViewerSession session);

        void reached(String stream, int threshold, int viewers);
    }

    private static final class Watching {
        private final ViewerSession session;
        private final boolean kept;
        private Sighting last;

        /// @param kept whether it is written down
        Watching(ViewerSession session, boolean kept, Sighting first) {
            this.session = session;
            this.kept = kept;
            this.last = first;
        }
    }

    LiveBroadcast(LiveStream stream, AudienceConfig config, Countries countries, Events events) {
        this.stream = stream;
        this.config = config;
        this.countries = countries;
        this.events = events;
        this.startedAt = stream.status().startedAt();
    }

    LiveStream stream() {
        return stream;
    }

    String name() {
        return stream.name().value();
    }

    Change begun() {
        return new Change.Begun(new Broadcast(id, name(), startedAt, startedAt, true, 0, 0, Report.NOBODY));
    }

    /// Compares who is seen with who was.
    ///
    /// @param changes told what is to be written down
    void look(List<Sighting> seen, Consumer<Change> changes) {
        Set<String> keys = seen.stream().map(Sighting::key).collect(Collectors.toSet());
        seen.stream().filter(Sighting::left).map(Sighting::key).forEach(keys::remove);
        for (Sighting sighting : seen) {
            Watching known = watching.get(sighting.key());
            if (known == null) {
                join(sighting, changes);
            } else {
                known.last = sighting;
            }
        }
        for (Iterator<Watching> all = watching.values().iterator(); all.hasNext(); ) {
            Watching one = all.next();
            if (!keys.contains(one.last.key())) {
                all.remove();
                leave(one, one.last.at(), changes);
            }
        }
        while (nextThreshold < config.thresholds().size()
                && watching.size() >= config.thresholds().get(nextThreshold)) {
            events.reached(name(), config.thresholds().get(nextThreshold++), watching.size());
        }
    }

    private void join(Sighting sighting, Consumer<Change> changes) {
        Instant since = sighting.since().isBefore(startedAt) ? startedAt : sighting.since();
        ViewerSession session = new ViewerSession(
                UUID.randomUUID().toString(),
                sighting.protocol(),
                Device.of(sighting.program()).text(),
                config.addresses().of(sighting.address()),
                countries.of(sighting.address()),
                since,
                since,
                true,
                0);
        boolean keeps = allowance.take(sighting.address());
        watching.put(sighting.key(), new Watching(session, keeps, sighting));
        if (keeps) {
            changes.accept(new Change.Joined(id, session));
            events.joined(name(), session);
        }
    }

    private void leave(Watching one, Instant at, Consumer<Change> changes) {
        ViewerSession session = one.session;
        Instant until = at.isBefore(session.startedAt()) ? session.startedAt() : at;
        long bytes = one.last.bytes().getAsLong();
        viewersGoneBytes += bytes;
        if (!one.kept) {
            return;
        }
        ViewerSession over = new ViewerSession(
                session.id(),
                one.last.protocol(),
                session.device(),
                session.address(),
                session.country(),
                session.startedAt(),
                until,
                false,
                bytes);
        changes.accept(new Change.Left(over.id(), over.protocol(), until, bytes));
        events.left(name(), over);
    }

    /// {@return how it stands; rates are over `millis`}
    Sample sample(Instant at, long millis) {
        long before = bytesOut;
        bytesOut = Math.max(
                before,
                viewersGoneBytes
                        + watching.values().stream()
                                .mapToLong(one -> one.last.bytes().getAsLong())
                                .sum());
        StreamStatus status = stream.status();
        return new Sample(
                at.toEpochMilli() / 1000 * 1000,
                1,
                watching.size(),
                status.bitsPerSecond(),
                status.framesPerSecond(),
                status.jitterMillis(),
                (bytesOut - before) * Byte.SIZE * 1000 / Math.max(1, millis));
    }

    /// {@return what is shown of it now}
    Overview.StreamNow shown(Sample now, PlayerHealth.Health players) {
        StreamStatus status = stream.status();
        return new Overview.StreamNow(
                name(),
                status.state().name().toLowerCase(Locale.ROOT),
                startedAt.toString(),
                now.viewers(),
                new TreeMap<>(watching.values().stream()
                        .collect(Collectors.groupingBy(one -> one.last.protocol(), Collectors.counting()))),
                now.bitsIn(),
                now.frames(),
                now.jitterMillis(),
                now.bitsOut(),
                status.warnings().stream().map(StreamWarning::words).toList(),
                players);
    }

    Change going(Instant now) {
        return new Change.Going(id, now, stream.status().bytesIn(), bytesOut);
    }

    /// Everybody goes with it.
    void end(Instant at, Consumer<Change> changes) {
        watching.values().forEach(one -> leave(one, one.last.at().isAfter(at) ? at : one.last.at(), changes));
        watching.clear();
        sample(at, 1);
        changes.accept(new Change.Ended(id, at, stream.status().bytesIn(), bytesOut));
    }
}
