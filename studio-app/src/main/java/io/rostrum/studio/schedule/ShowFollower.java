package io.rostrum.studio.schedule;

import io.rostrum.studio.engine.PlannedShow;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import io.rostrum.studio.engine.ScheduleState;
import io.rostrum.studio.engine.ScheduleState.Step;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a show asks of the studio: ten minutes ahead it looks whether it could begin well, and
/// looks again each minute; when it is time it goes live or says so, as the user has chosen; and what
/// it has begun by itself it ends when the show is over, unless it was told to let it go on.
///
/// A server that does not answer changes nothing of what was planned before. What somebody has ended is
/// not begun again, and a studio that is opened when a show has long begun asks.
public final class ShowFollower implements AutoCloseable {
    static final Duration LOOKED_AHEAD = Duration.ofMinutes(10);
    static final Duration LOOKED_EVERY = Duration.ofMinutes(1);
    static final Duration ASKED_EVERY = Duration.ofSeconds(30);
    /// How long before the end it is said that the studio will end the show.
    static final Duration END_SAID = Duration.ofMinutes(2);
    /// After its time a show begins by itself for so long.
    static final Duration BEGUN_LATE = Duration.ofMinutes(5);
    /// What has not gone live by then has failed, and is tried again.
    static final Duration TRIED_AGAIN = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(ShowFollower.class);
    private static final long STOP_SECONDS = 2;
    private static final long ANSWER_SECONDS = 20;

    private final Studio studio;
    private final ScheduleDesk desk;
    private final Source source;
    private final Executor asking;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-schedule").daemon().factory());

    private Optional<Paired> known = Optional.empty();
    private Optional<List<PlannedShow>> shows = Optional.empty();
    private Optional<CompletableFuture<List<PlannedShow>>> answer = Optional.empty();
    private Instant askAgain = Instant.MIN;
    private boolean unpaired;
    private Optional<PlannedShow> current = Optional.empty();
    private CompletableFuture<Preflight> check = CompletableFuture.completedFuture(Preflight.CLEAR);
    private Optional<Preflight> checked = Optional.empty();
    private Instant checkAgain = Instant.MIN;
    /// Whether the current show has been live.
    private boolean wasLive;

    /// What went live by itself, as it was planned last.
    private Optional<PlannedShow> begun = Optional.empty();
    private Instant tryAgain = Instant.MIN;
    private final Set<PlannedShow.Key> over = new HashSet<>();

    /// Says what is planned.
    @FunctionalInterface
    interface Source {
        List<PlannedShow> next(Paired server) throws IOException;
    }

    /// Begins to follow.
    public ShowFollower(Studio studio) {
        this(
                studio,
                new ScheduleApi()::next,
                task -> Thread.ofVirtual().name("rostrum-schedule-asks").start(task));
        thread.scheduleWithFixedDelay(this::lookNow, 1, 1, TimeUnit.SECONDS);
    }

    /// One that looks when it is told to.
    ///
    /// @param asking runs what waits for the server
    ShowFollower(Studio studio, Source source, Executor asking) {
        this.studio = studio;
        this.desk = studio.schedule();
        this.source = source;
        this.asking = asking;
    }

    private void lookNow() {
        try {
            look(Instant.now());
        } catch (RuntimeException e) { // the next look comes
            log.error("[schedule] a defect in following the schedule", e);
        }
    }

    /// Does what is due at a time; to be called each second by one thread.
    void look(Instant now) {
        Optional<Paired> paired = desk.paired();
        if (!paired.equals(known)) {
            known = paired;
            shows = Optional.empty();
            answer = Optional.empty();
            askAgain = Instant.MIN;
            current = Optional.empty();
            unpaired = false;
        }
        begun.filter(show -> !now.isBefore(show.end())).ifPresent(this::finish);
        if (paired.isEmpty()) {
            desk.report(new ScheduleState.Unknown());
            return;
        }
        if (!now.isBefore(askAgain) && answer.isEmpty()) {
            askAgain = now.plus(ASKED_EVERY);
            answer = Optional.of(CompletableFuture.supplyAsync(() -> ask(paired.get()), asking)
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS));
        }
        answer.filter(CompletableFuture::isDone).ifPresent(this::take);
        if (unpaired) {
            desk.report(new ScheduleState.Unpaired());
            return;
        }
        follow(now);
    }

    private List<PlannedShow> ask(Paired server) {
        try {
            return source.next(server);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void take(CompletableFuture<List<PlannedShow>> done) {
        answer = Optional.empty();
        try {
            List<PlannedShow> planned = done.join();
            shows = Optional.of(planned);
            unpaired = false;
            begun = begun.map(show -> planned.stream()
                    .filter(one -> one.id().equals(show.id()))
                    .findFirst()
                    .orElse(show));
        } catch (CompletionException e) {
            unpaired = unpaired || e.getCause() instanceof ScheduleApi.UnpairedException;
            log.debug("[schedule] {}", String.valueOf(e.getCause()));
        }
    }

    private void follow(Instant now) {
        if (shows.isEmpty()) {
            desk.report(new ScheduleState.Unreachable());
            return;
        }
        Optional<PlannedShow> next = shows.get().stream()
                .filter(show -> show.end().isAfter(now) && !over.contains(show.key()))
                .findFirst();
        if (next.isEmpty()) {
            current = Optional.empty();
            desk.report(new ScheduleState.Nothing());
            return;
        }
        PlannedShow show = next.get();
        if (current.filter(before -> before.key().equals(show.key())).isEmpty()) {
            checked = Optional.empty();
            checkAgain = Instant.MIN;
            wasLive = false;
            tryAgain = Instant.MIN;
        }
        current = next;
        Step step = now.isBefore(show.start()) ? ahead(show, now) : due(show, now);
        desk.report(
                new ScheduleState.Next(show, step, checked.map(Preflight::bad).orElse(List.of())));
    }

    private Step ahead(PlannedShow show, Instant now) {
        if (now.isBefore(show.start().minus(LOOKED_AHEAD))) {
            return Step.AHEAD;
        }
        if (check.isDone()) {
            if (!now.isBefore(checkAgain)) {
                checkAgain = now.plus(LOOKED_EVERY);
                check = studio.check();
            }
            if (check.isDone()) {
                checked = Optional.of(check.exceptionally(_ -> Preflight.CLEAR).join());
            }
        }
        if (checked.isEmpty()) {
            return Step.CHECKING;
        }
        return checked.get().bad().isEmpty() ? Step.READY : Step.TROUBLED;
    }

    private Step due(PlannedShow show, Instant now) {
        switch (studio.snapshot().live()) {
            case Live.On _ -> {
                wasLive = true;
                boolean ends = isBegun(show)
                        && !desk.goesOn(show)
                        && !now.isBefore(show.end().minus(END_SAID));
                return ends ? Step.ENDING : Step.ON;
            }
            case Live.Starting _, Live.Ending _ -> {} // soon it is one or the other
            case Live.Off _ -> {
                if (wasLive) {
                    over.add(show.key()); // somebody has ended it
                    begun = begun.filter(ours -> !ours.id().equals(show.id()));
                } else if (beginsByItself(show, now)) {
                    begin(show, now);
                }
            }
        }
        return Step.DUE;
    }

    private boolean isBegun(PlannedShow show) {
        return begun.filter(ours -> ours.id().equals(show.id())).isPresent();
    }

    private boolean beginsByItself(PlannedShow show, Instant now) {
        return desk.start() == Start.BY_ITSELF
                && now.isBefore(show.start().plus(BEGUN_LATE))
                && !now.isBefore(tryAgain)
                && studio.snapshot().destinations().stream()
                        .anyMatch(destination -> destination.setting().enabled());
    }

    private void begin(PlannedShow show, Instant now) {
        log.info("[schedule] {} begins", show.title());
        tryAgain = now.plus(TRIED_AGAIN);
        begun = Optional.of(show);
        studio.goLive();
    }

    /// Ends what was begun here, whatever else is planned by now.
    private void finish(PlannedShow show) {
        over.add(show.key());
        begun = Optional.empty();
        if (!desk.goesOn(show) && studio.snapshot().live() instanceof Live.On) {
            log.info("[schedule] {} is over", show.title());
            studio.endLive();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("[schedule] did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
