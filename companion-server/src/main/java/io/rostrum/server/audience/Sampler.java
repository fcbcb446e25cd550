package io.rostrum.server.audience;

import io.rostrum.server.audience.AudienceStore.Change;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.Viewer;
import io.rostrum.server.webhook.Announcer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all streams and who watches them once a second, and writes every few seconds what has changed,
/// on virtual threads of its own. A server that is killed loses what was seen since then.
public final class Sampler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sampler.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int WRITE_EVERY = 5;
    private static final int TIDY_EVERY = 3_600;
    private static final int TIDY_FIRST = 60;
    /// Changes that wait for a database that does not answer; later ones are lost.
    private static final int MOST_WAITING = 200_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final HlsOutput hls;
    private final AudienceConfig config;
    private final PlayerHealth health;
    private final Countries countries;
    private final AudienceStore store;
    private final LiveBroadcast.Events events;
    private final Clock clock;
    private final AudienceRoutes routes;
    private final Overview overview;
    private final Queue<LiveStream> opened = new ConcurrentLinkedQueue<>();
    private final Map<LiveStream, Instant> ended = new ConcurrentHashMap<>();
    private final Map<LiveStream, LiveBroadcast> live = new LinkedHashMap<>();
    private List<Change> waiting = new ArrayList<>();
    private boolean leftFinished;
    private volatile boolean losing;
    private boolean anyEnded;
    private int nextTidy = TIDY_FIRST;
    private final AtomicBoolean writing = new AtomicBoolean();
    private Instant lookedAt;
    private int rounds;
    private volatile boolean closing;
    private final Thread thread;

    /// @param health knows how players fare
    /// @param data   the data folder
    public static Sampler start(
            StreamRegistry streams,
            HlsOutput hls,
            Database database,
            AudienceConfig config,
            PlayerHealth health,
            Path data,
            Countries countries,
            Announcer announcer,
            Clock clock) {
        Sampler sampler = new Sampler(hls, database, config, health, data, countries, new Telling(announcer), clock);
        streams.onOpened(sampler::follow);
        sampler.thread.start();
        return sampler;
    }

    /// Its thread is not started.
    Sampler(
            HlsOutput hls,
            Database database,
            AudienceConfig config,
            PlayerHealth health,
            Path data,
            Countries countries,
            LiveBroadcast.Events events,
            Clock clock) {
        this.hls = hls;
        this.config = config;
        this.health = health;
        this.countries = countries;
        this.store = new AudienceStore(database);
        this.events = events;
        this.clock = clock;
        this.lookedAt = clock.instant();
        this.overview = new Overview(data);
        this.routes = new AudienceRoutes(store, health, overview, clock);
        this.thread = Thread.ofVirtual().name("audience").unstarted(this::run);
    }

    /// {@return the routes below `/api/v1/broadcasts` and those of samples}
    public List<Route> routes() {
        return routes.routes();
    }

    private void follow(LiveStream stream) {
        opened.add(stream);
        stream.addListener(new StreamListener() {
            @Override
            public void message(MediaMessage message) {}

            @Override
            public void ended() {
                Sampler.this.ended.put(stream, clock.instant());
            }
        });
    }

    private void run() {
        long next = System.nanoTime();
        while (!closing) {
            try {
                look();
                health.forgetOld();
                boolean due = ++rounds % WRITE_EVERY == 0 || anyEnded;
                if (due && writing.compareAndSet(false, true)) {
                    anyEnded = false;
                    boolean tidies = rounds >= nextTidy;
                    nextTidy = tidies ? rounds + TIDY_EVERY : nextTidy;
                    live.values().forEach(one -> note(one.going(clock.instant())));
                    Thread.ofVirtual().name("audience-writer").start(() -> writeAside(tidies));
                }
            } catch (RuntimeException e) {
                log.error("[audience] a look failed; it goes on", e);
            }
            next = Math.max(next + EVERY.toNanos(), System.nanoTime());
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// One round. On the sampler's thread.
    void look() {
        Instant now = clock.instant();
        for (LiveStream stream = opened.poll(); stream != null; stream = opened.poll()) {
            LiveBroadcast begun = new LiveBroadcast(stream, config, countries, events);
            live.put(stream, begun);
            note(begun.begun());
        }
        long millis = Duration.between(lookedAt, now).toMillis();
        lookedAt = now;
        List<Overview.StreamNow> shown = new ArrayList<>();
        for (Iterator<LiveBroadcast> all = live.values().iterator(); all.hasNext(); ) {
            LiveBroadcast one = all.next();
            Instant end = ended.remove(one.stream());
            one.look(sightings(one.stream(), now), this::note);
            if (end == null) {
                Sample sample = one.sample(now, millis);
                note(new Change.Sampled(one.name(), sample));
                shown.add(one.shown(sample, health.of(one.name())));
            } else {
                one.end(end, this::note);
                anyEnded = true;
                all.remove();
            }
        }
        shown.sort(Comparator.comparing(Overview.StreamNow::name));
        overview.add(now, shown);
    }

    private List<Sighting> sightings(LiveStream stream, Instant now) {
        List<Sighting> seen = new ArrayList<>();
        stream.viewers().forEach(viewer -> seen.add(sighting(viewer, now, false)));
        stream.takeDeparted()
                .forEach(viewer -> seen.add(sighting(viewer, viewer.leftAt().orElse(now), true)));
        hls.players(stream.name())
                .forEach(player -> seen.add(new Sighting(
                        player.id(),
                        player.protocol(),
                        Sighting.address(player.peer()),
                        player.program(),
                        player.since(),
                        now.minus(player.silentFor()),
                        false,
                        player.bytes())));
        return seen;
    }

    private static Sighting sighting(Viewer viewer, Instant at, boolean left) {
        return new Sighting(
                viewer.id(),
                viewer.protocol(),
                Sighting.address(viewer.peer()),
                viewer.program(),
                viewer.since(),
                at,
                left,
                viewer::sentBytes);
    }

    private synchronized void note(Change change) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(change);
        } else if (!losing) {
            losing = true;
            log.error("[audience] figures are lost while the database does not take them");
        }
    }

    /// However slow the database is, nobody waits for it who looks at streams.
    private void writeAside(boolean tidies) {
        try {
            write();
            if (tidies) {
                store.tidy(clock.instant(), config);
            }
        } catch (DatabaseException e) {
            log.debug("[audience] {}", e.getMessage()); // the database has said what is wrong
        } finally {
            writing.set(false);
        }
    }

    /// Writes down what has changed, or keeps it for the next time. By one thread at a time; blocks.
    private void write() throws DatabaseException {
        if (!leftFinished) {
            store.finishLeft();
            leftFinished = true;
        }
        List<Change> all;
        synchronized (this) {
            all = waiting;
            waiting = new ArrayList<>();
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            store.write(all);
            losing = false;
        } catch (DatabaseException e) {
            synchronized (this) {
                all.addAll(waiting);
                waiting = all;
            }
            throw e;
        }
    }

    /// Writes down what there is yet: for when the streams have ended.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
            look();
            long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
            while (!writing.compareAndSet(false, true)) {
                if (System.nanoTime() > deadline) {
                    log.warn("[audience] the database does not answer; the end of the figures may be missing");
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatabaseException e) {
            log.warn("[audience] the end of the figures is missing: {}", e.getMessage());
        }
    }
}
