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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a show asks of the studio: ten minutes ahead it looks whether it could begin well, and looks again each
/// minute; when it is time it goes live or says so, as the user has chosen; and what it has begun by itself it ends
/// when the show is over, unless it was told to let it go on.
///
/// A server that does not answer changes nothing of what was planned before. What somebody has ended is not begun
/// again.
public final class ShowFollower implements AutoCloseable {
    static final Duration LOOKED_AHEAD = Duration.ofMinutes(10);
    static final Duration LOOKED_EVERY = Duration.ofMinutes(1);
    static final Duration ASKED_EVERY = Duration.ofSeconds(30);
    /// How long before the end it is said that the studio will end the show.
    static final Duration END_SAID = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(ShowFollower.class);
    private static final long STOP_SECONDS = 2;

    private final Studio studio;
    private final ScheduleDesk desk;
    private final Source source;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-schedule").daemon().factory());

    private Optional<Paired> known = Optional.empty();
    private Optional<List<PlannedShow>> shows = Optional.empty();
    private Instant askAgain = Instant.MIN;
    private boolean unpaired;
    private Optional<PlannedShow> current = Optional.empty();
    private CompletableFuture<Preflight> check = CompletableFuture.completedFuture(Preflight.CLEAR);
    private Optional<Preflight> checked = Optional.empty();
    private Instant checkAgain = Instant.MIN;
    /// Whether the current show has been sent, and whether this began it.
    private boolean hasBegun;

    private boolean beganIt;
    private final Set<String> over = new HashSet<>();

    /// Says what is planned.
    @FunctionalInterface
    interface Source {
        List<PlannedShow> next(Paired server) throws IOException;
    }

    /// Begins to follow.
    public ShowFollower(Studio studio) {
        this(studio, new ScheduleApi()::next);
        thread.scheduleWithFixedDelay(this::lookNow, 1, 1, TimeUnit.SECONDS);
    }

    /// One that looks when it is told to.
    ShowFollower(Studio studio, Source source) {
        this.studio = studio;
        this.desk = studio.schedule();
        this.source = source;
    }

    private void lookNow() {
        try {
            look(Instant.now());
        } catch (RuntimeException e) { // the next look comes
            log.error("[schedule] a defect in following the schedule", e);
        }
    }

    /// Does what is due at a time; to be called each second by one thread. Blocks while the server is asked.
    void look(Instant now) {
        Optional<Paired> paired = desk.paired();
        if (!paired.equals(known)) {
            known = paired;
            shows = Optional.empty();
            askAgain = Instant.MIN;
            current = Optional.empty();
        }
        if (paired.isEmpty()) {
            desk.report(new ScheduleState.Unknown());
            return;
        }
        if (!now.isBefore(askAgain)) {
            askAgain = now.plus(ASKED_EVERY);
            ask(paired.get());
        }
        if (unpaired) {
            desk.report(new ScheduleState.Unpaired());
            return;
        }
        current.filter(show -> !now.isBefore(show.end())).ifPresent(this::finish);
        follow(now);
    }

    private void ask(Paired server) {
        try {
            shows = Optional.of(source.next(server));
            unpaired = false;
        } catch (ScheduleApi.UnpairedException e) {
            unpaired = true;
            log.info("[schedule] {}", e.getMessage());
        } catch (IOException e) {
            log.debug("[schedule] {}", e.getMessage());
        }
    }

    private void follow(Instant now) {
        if (shows.isEmpty()) {
            desk.report(new ScheduleState.Unreachable());
            return;
        }
        Optional<PlannedShow> next = shows.get().stream()
                .filter(show -> show.end().isAfter(now) && !over.contains(show.id()))
                .findFirst();
        if (next.isEmpty()) {
            current = Optional.empty();
            desk.report(new ScheduleState.Nothing());
            return;
        }
        PlannedShow show = next.get();
        if (current.filter(before -> before.id().equals(show.id())).isEmpty()) {
            checked = Optional.empty();
            checkAgain = Instant.MIN;
            hasBegun = false;
            beganIt = false;
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
        boolean live = !(studio.snapshot().live() instanceof Live.Off);
        if (live) {
            hasBegun = true;
            boolean ends =
                    beganIt && !desk.goesOn(show) && !now.isBefore(show.end().minus(END_SAID));
            return ends ? Step.ENDING : Step.ON;
        }
        if (hasBegun) {
            over.add(show.id()); // somebody has ended it
        } else if (desk.start() == Start.BY_ITSELF && !beganIt) {
            beganIt = true;
            log.info("[schedule] {} begins", show.title());
            studio.goLive();
        }
        return Step.DUE;
    }

    private void finish(PlannedShow show) {
        over.add(show.id());
        current = Optional.empty();
        if (beganIt && hasBegun && !desk.goesOn(show) && studio.snapshot().live() instanceof Live.On) {
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
