package io.rostrum.studio.audience;

import io.rostrum.studio.audience.Audience.Sample;
import io.rostrum.studio.audience.Audience.State;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the server that the studio was paired with who watches, for as long as somebody looks at it. A
/// server that is away or hangs holds up this thread alone. Thread-safe; no call but [#close()] blocks.
public final class AudienceFollower implements AutoCloseable {
    /// That is kept and shown.
    public static final Duration SPAN = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(AudienceFollower.class);
    private static final Duration ASKED_EVERY = Duration.ofSeconds(2);
    /// Which is a longer answer, with a line for each viewer.
    private static final int PROTOCOLS_EVERY = 5;

    private static final long STOP_SECONDS = 2;

    private final ScheduleDesk desk;
    private final AudienceApi api = new AudienceApi();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-audience").daemon().factory());
    private volatile boolean following;
    private volatile Audience audience = Audience.NOTHING;

    // --- what follows belongs to the thread -------------------------------------------------------------------------
    private Optional<Paired> known = Optional.empty();
    private final List<Sample> samples = new ArrayList<>();
    private Map<String, Integer> protocols = Map.of();
    private long rounds;

    /// @param desk knows which server the studio was paired with
    public AudienceFollower(ScheduleDesk desk) {
        this(desk, ASKED_EVERY);
    }

    AudienceFollower(ScheduleDesk desk, Duration every) {
        this.desk = desk;
        thread.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks at once and from now on, or no more.
    public void follow(boolean on) {
        following = on;
        if (on && !thread.isShutdown()) {
            thread.execute(this::look);
        }
    }

    /// {@return who watches}
    public Audience audience() {
        return audience;
    }

    private void look() {
        Optional<Paired> paired = following ? desk.paired() : Optional.empty();
        if (!paired.equals(known)) {
            known = paired;
            samples.clear();
            protocols = Map.of();
            rounds = 0;
            stand(paired.isPresent() ? new State.Asking() : new State.NotPaired());
        }
        if (paired.isEmpty()) {
            return;
        }
        try {
            stand(ask(paired.get()));
        } catch (AudienceApi.UnpairedException _) {
            stand(new State.Unpaired());
        } catch (IOException e) {
            log.debug("[audience] {}", e.getMessage());
            stand(new State.Away());
        } catch (RuntimeException e) { // the next look comes
            log.error("[audience] a defect in asking who watches", e);
        }
    }

    private State ask(Paired server) throws IOException {
        Optional<Instant> newest = samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.getLast().at());
        samples.addAll(api.samples(server, newest));
        if (!samples.isEmpty()) {
            Instant oldest = samples.getLast().at().minus(SPAN);
            samples.removeIf(sample -> sample.at().isBefore(oldest));
        }
        OptionalInt viewers = api.viewers(server);
        if (viewers.isEmpty()) {
            rounds = 0;
            return new State.Offline();
        }
        if (rounds++ % PROTOCOLS_EVERY == 0) {
            protocols = api.protocols(server);
        }
        return new State.Live(viewers.getAsInt(), protocols, api.players(server));
    }

    private void stand(State state) {
        audience = new Audience(state, samples);
    }

    /// Ends it; waits a moment for its thread.
    @Override
    public void close() {
        following = false;
        thread.shutdownNow();
        api.close();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("[audience] did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
