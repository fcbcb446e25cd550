package io.rostrum.server.webhook;

import com.google.gson.JsonObject;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.Route;
import io.rostrum.server.relay.Reach;
import io.rostrum.server.webhook.WebhookStore.Lane;
import io.rostrum.server.webhook.WebhookStore.Message;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what an [Announcer] was told to those who want to know it.
///
/// One virtual thread writes events into the database; what is there counts as said, and whatever ends the
/// server it is sent. Another one finds lanes, one for each receiver and stream, in which something is
/// due, and gives each a virtual thread of its own, which sends what waits there one after the other. So
/// nobody waits for another receiver, and a stream's events arrive in their order. Thread-safe.
public final class Webhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    /// Messages under way to one receiver, of different streams.
    private static final int AT_ONCE = 4;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofHours(6);
    /// What [#close()] gives receivers to take what the end of the server has brought about.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Announcer announcer;
    private final WebhookStore store;
    private final Sender sender;
    private final Backoff backoff;
    private final Clock clock;
    private final WebhookRoutes routes;
    private final Set<Lane> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread writer;
    private final Thread dispatcher;
    private volatile boolean closing;
    private volatile boolean closed;

    /// Begins to send at once.
    ///
    /// @param reach judges where receivers may be
    public Webhooks(
            Announcer announcer, Database database, AuditLog audit, Reach reach, WebhookConfig config, Clock clock) {
        this(announcer, new WebhookStore(database, audit, clock), reach, config, Backoff.DEFAULT, clock);
    }

    Webhooks(Announcer announcer, WebhookStore store, Reach reach, WebhookConfig config, Backoff backoff, Clock clock) {
        this.announcer = announcer;
        this.store = store;
        this.sender = new Sender(reach, config.timeout());
        this.backoff = backoff;
        this.clock = clock;
        this.routes = new WebhookRoutes(store, this::ping, this::look, reach, clock);
        writer = Thread.ofVirtual().name("webhook-writer").start(this::write);
        dispatcher = Thread.ofVirtual().name("webhook-dispatcher").start(this::dispatch);
    }

    /// {@return the routes below `/api/v1/webhooks`}
    public List<Route> routes() {
        return routes.routes();
    }

    /// Looks now for what is due.
    void look() {
        wake.release();
    }

    private void write() {
        try {
            patiently(() -> store.put(store.leftLive()));
            look();
            Instant tidy = clock.instant();
            while (true) {
                List<Event> batch = announcer.take(closing ? Duration.ZERO : LOOK_AGAIN);
                if (!batch.isEmpty()) {
                    int refused = patiently(() -> store.put(batch));
                    if (refused > 0) {
                        log.error(
                                "[webhook] {} messages are lost: {} wait for their receiver already",
                                refused,
                                WebhookStore.MOST_WAITING);
                    }
                    look();
                } else if (closing) {
                    return;
                } else if (!clock.instant().isBefore(tidy)) {
                    tidy = clock.instant().plus(FORGET_EVERY);
                    patiently(() -> {
                        store.forgetOld();
                        return 0;
                    });
                }
            }
        } catch (InterruptedException e) {
            log.debug("[webhook] the writer ends"); // the server stops and the database does not answer
        }
    }

    private interface Work<T> {
        T run() throws DatabaseException;
    }

    /// The database says itself what is wrong with it.
    private <T> T patiently(Work<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.run();
            } catch (DatabaseException e) {
                if (closing) {
                    throw new InterruptedException();
                }
                TimeUnit.NANOSECONDS.sleep(DATABASE_PAUSE.toNanos());
            }
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                Duration pause = LOOK_AGAIN;
                try {
                    Instant now = clock.instant();
                    for (WebhookStore.Waiting waiting : store.lanes()) {
                        if (underWay.contains(waiting.lane())) {
                            continue;
                        }
                        Duration left = Duration.between(now, waiting.dueAt());
                        if (left.isPositive()) {
                            pause = left.compareTo(pause) < 0 ? left : pause;
                        } else {
                            underWay.add(waiting.lane());
                            Thread.ofVirtual().name("webhook").start(() -> work(waiting.lane()));
                        }
                    }
                } catch (DatabaseException e) {
                    pause = DATABASE_PAUSE;
                }
                if (wake.tryAcquire(pause.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            log.debug("[webhook] the dispatcher ends");
        }
    }

    /// Sends what waits in a lane until nothing does or something must be sent again later.
    private void work(Lane lane) {
        Semaphore slot = slots.computeIfAbsent(lane.webhook(), _ -> new Semaphore(AT_ONCE));
        try {
            boolean goesOn = true;
            while (goesOn && !closed) {
                slot.acquire();
                try {
                    Optional<Message> first = patiently(() -> store.first(lane));
                    goesOn = first.isPresent() && !first.get().dueAt().isAfter(clock.instant()) && send(first.get());
                } finally {
                    slot.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(lane);
            look();
        }
    }

    /// {@return whether the next one may follow}
    private boolean send(Message message) throws InterruptedException {
        Delivery delivery = attempt(
                message.to(),
                message.event(),
                message.type(),
                message.stream(),
                message.body(),
                message.failures() + 1);
        if (delivery.isTaken()) {
            keep(message, delivery, Optional.empty());
            return true;
        }
        Instant now = clock.instant();
        Instant again = now.plus(backoff.after(
                message.failures() + 1, ThreadLocalRandom.current().nextDouble()));
        if (again.isAfter(message.createdAt().plus(backoff.givenUpAfter()))) {
            log.error(
                    "[{}] [live {}] {} is given up: {}",
                    message.to().shown(),
                    message.stream(),
                    message.type(),
                    shown(delivery));
            keep(message, givenUp(delivery), Optional.empty());
            return true;
        }
        if (message.failures() == 0) {
            log.warn(
                    "[{}] [live {}] {} did not arrive, it is sent again: {}",
                    message.to().shown(),
                    message.stream(),
                    message.type(),
                    shown(delivery));
        }
        keep(message, delivery, Optional.of(again));
        return false;
    }

    /// What has arrived must not be sent again because the database is away.
    private void keep(Message message, Delivery delivery, Optional<Instant> again) throws InterruptedException {
        patiently(() -> {
            store.attempted(message, delivery, again);
            return 0;
        });
    }

    private static String shown(Delivery delivery) {
        return delivery.status() == 0 ? delivery.answer() : "status " + delivery.status();
    }

    private static Delivery givenUp(Delivery last) {
        return new Delivery(
                last.event(),
                last.type(),
                last.stream(),
                last.attempt(),
                last.at(),
                last.status(),
                last.millis(),
                last.answer(),
                true);
    }

    private Delivery attempt(Webhook to, String event, String type, String stream, String body, int attempt) {
        Instant at = clock.instant();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(Signature.ID, event);
        fields.put(Signature.TIMESTAMP, Long.toString(at.getEpochSecond()));
        fields.put(Signature.SIGNATURE, Signature.of(to.secret(), event, at, body));
        long begun = System.nanoTime();
        Sender.Outcome outcome = sender.post(to.address(), fields, body);
        return new Delivery(
                event,
                type,
                stream,
                attempt,
                at,
                outcome.status(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                outcome.words(),
                false);
    }

    /// Sends a ping at once, without a second attempt.
    private Delivery ping(Webhook to) throws DatabaseException {
        String id = UUID.randomUUID().toString();
        JsonObject data = new JsonObject();
        data.addProperty("message", "This is a test of this server's operator.");
        String body = WebhookStore.body(id, EventType.PING, clock.instant(), "", 0, data);
        Delivery delivery = attempt(to, id, EventType.PING, "", body, 1);
        store.note(to.id(), delivery);
        return delivery;
    }

    /// Keeps what was told until now and gives receivers a moment to take it; what they do not is sent when
    /// the server runs again. For when nothing happens any more.
    @Override
    public void close() {
        closing = true;
        announcer.hurry();
        try {
            long deadline = System.nanoTime() + LAST_WORDS.toNanos();
            if (!writer.join(LAST_WORDS)) {
                writer.interrupt();
            }
            while (System.nanoTime() < deadline && isBusy()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        dispatcher.interrupt();
    }

    private boolean isBusy() {
        try {
            Instant now = clock.instant();
            return !underWay.isEmpty()
                    || store.lanes().stream()
                            .anyMatch(waiting -> !waiting.dueAt().isAfter(now));
        } catch (DatabaseException e) {
            return false;
        }
    }

    /// {@return a secret for a receiver}
    static Secret newSecret() {
        return Signature.newSecret(new SecureRandom());
    }
}
