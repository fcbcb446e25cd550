package io.rostrum.server.webhook;

import com.google.gson.JsonObject;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What is kept of webhooks: who is told what, what is yet to be told, and what came of it. Blocks;
/// thread-safe.
final class WebhookStore {
    /// Messages that may wait for one receiver; later ones are not kept.
    static final int MOST_WAITING = 10_000;
    /// Deliveries kept of each.
    static final int MOST_DELIVERIES = 200;
    /// How long the number of a stream's last event is remembered.
    static final Duration NUMBERS_KEPT = Duration.ofDays(400);

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    /// What waits for one receiver about one stream: only the first may be sent.
    record Lane(String webhook, String stream) {}

    /// @param dueAt of the first that waits
    record Waiting(Lane lane, Instant dueAt) {}

    /// A message to send.
    ///
    /// @param failures attempts that have failed
    record Message(
            Webhook to,
            String stream,
            long sequence,
            String event,
            String type,
            String body,
            Instant createdAt,
            int failures,
            Instant dueAt) {}

    WebhookStore(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    List<Webhook> list() throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT id, url, events, secret, enabled, created_at FROM webhooks ORDER BY created_at, id",
                WebhookStore::webhook));
    }

    Optional<Webhook> find(String id) throws DatabaseException {
        return database.read(transaction -> find(transaction, id));
    }

    private static Optional<Webhook> find(Transaction transaction, String id) throws DatabaseException {
        return transaction.one(
                "SELECT id, url, events, secret, enabled, created_at FROM webhooks WHERE id = ?",
                WebhookStore::webhook,
                id);
    }

    private static Webhook webhook(Row row) throws DatabaseException {
        return new Webhook(
                row.text("id"),
                new Secret(row.text("url")),
                Webhook.types(row.text("events")),
                new Secret(row.text("secret")),
                row.truth("enabled"),
                row.time("created_at"));
    }

    private static String names(Set<EventType> types) {
        return types.stream().map(EventType::text).sorted().collect(Collectors.joining(" "));
    }

    void add(Webhook made, Actor actor) throws DatabaseException {
        database.write(transaction -> {
            transaction.change(
                    "INSERT INTO webhooks (id, url, events, secret, enabled, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                    made.id(),
                    made.url().reveal(),
                    names(made.events()),
                    made.secret().reveal(),
                    made.enabled(),
                    made.createdAt());
            audit.add(transaction, actor, "webhook made", made.shown());
            return made;
        });
    }

    /// Changes all but the secret. What waits for one that is switched off is forgotten.
    ///
    /// @return whether there was one
    boolean change(Webhook wanted, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            boolean there = transaction.change(
                            "UPDATE webhooks SET url = ?, events = ?, enabled = ? WHERE id = ?",
                            wanted.url().reveal(),
                            names(wanted.events()),
                            wanted.enabled(),
                            wanted.id())
                    > 0;
            if (there && !wanted.enabled()) {
                transaction.change("DELETE FROM webhook_outbox WHERE webhook_id = ?", wanted.id());
            }
            if (there) {
                audit.add(transaction, actor, "webhook changed", wanted.shown());
            }
            return there;
        });
    }

    boolean changeSecret(Webhook of, Secret secret, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            audit.add(transaction, actor, "webhook secret changed", of.shown());
            return transaction.change("UPDATE webhooks SET secret = ? WHERE id = ?", secret.reveal(), of.id()) > 0;
        });
    }

    boolean remove(String id, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            Optional<Webhook> gone = find(transaction, id);
            if (gone.isPresent()) {
                transaction.change("DELETE FROM webhooks WHERE id = ?", id);
                audit.add(transaction, actor, "webhook removed", gone.get().shown());
            }
            return gone.isPresent();
        });
    }

    /// Numbers events and puts each down for everybody who wants to be told of it.
    ///
    /// @return messages that were not kept, because too many wait
    int put(List<Event> events) throws DatabaseException {
        return database.write(transaction -> {
            List<Webhook> enabled = transaction.list(
                    "SELECT id, url, events, secret, enabled, created_at FROM webhooks WHERE enabled = 1",
                    WebhookStore::webhook);
            if (enabled.isEmpty()) {
                transaction.change("UPDATE webhook_streams SET live_since = NULL WHERE live_since IS NOT NULL");
                return 0;
            }
            int refused = 0;
            for (Event event : events) {
                refused += put(transaction, event, enabled);
            }
            return refused;
        });
    }

    private int put(Transaction transaction, Event event, List<Webhook> enabled) throws DatabaseException {
        long sequence = transaction
                .one(
                        "INSERT INTO webhook_streams (stream, last_sequence, used_at) VALUES (?, 1, ?)"
                                + " ON CONFLICT (stream) DO UPDATE SET"
                                + " last_sequence = webhook_streams.last_sequence + 1, used_at = excluded.used_at"
                                + " RETURNING last_sequence",
                        row -> row.number("last_sequence"),
                        event.stream(),
                        event.at())
                .orElseThrow();
        if (event.type() == EventType.STREAM_PUBLISHED || event.type() == EventType.STREAM_UNPUBLISHED) {
            boolean live = event.type() == EventType.STREAM_PUBLISHED;
            transaction.change(
                    "UPDATE webhook_streams SET live_since = ? WHERE stream = ?",
                    live ? event.at() : null,
                    event.stream());
        }
        String id = UUID.randomUUID().toString();
        String body = body(id, event.type().text(), event.at(), event.stream(), sequence, event.data());
        int refused = 0;
        for (Webhook webhook : enabled) {
            if (webhook.events().contains(event.type())) {
                refused += transaction.change(
                                        "INSERT INTO webhook_outbox"
                                                + " (webhook_id, stream, sequence, event_id, type, body, created_at, due_at)"
                                                + " SELECT w.id, s.stream, s.last_sequence, ?, ?, ?, ?, ?"
                                                + " FROM webhooks w, webhook_streams s WHERE w.id = ? AND s.stream = ?"
                                                + " AND (SELECT COUNT(*) FROM webhook_outbox o WHERE o.webhook_id = w.id) < ?",
                                        id,
                                        event.type().text(),
                                        body,
                                        event.at(),
                                        event.at(),
                                        webhook.id(),
                                        event.stream(),
                                        MOST_WAITING)
                                == 0
                        ? 1
                        : 0;
            }
        }
        return refused;
    }

    static String body(String id, String type, Instant at, String stream, long sequence, JsonObject data) {
        JsonObject body = new JsonObject();
        body.addProperty("id", id);
        body.addProperty("type", type);
        body.addProperty("at", at.toString());
        body.addProperty("stream", stream);
        body.addProperty("sequence", sequence);
        body.add("data", data);
        return body.toString();
    }

    /// {@return streams that were live when the server last ended without saying so, with when they began}
    List<Event> leftLive() throws DatabaseException {
        Instant now = clock.instant();
        return database.read(transaction -> transaction.list(
                "SELECT stream, live_since FROM webhook_streams WHERE live_since IS NOT NULL ORDER BY stream", row -> {
                    JsonObject data = new JsonObject();
                    data.addProperty("startedAt", row.time("live_since").toString());
                    data.addProperty("reason", "server_restarted");
                    return new Event(EventType.STREAM_UNPUBLISHED, row.text("stream"), now, data);
                }));
    }

    /// {@return the lanes in which something waits, of those who are told at all}
    List<Waiting> lanes() throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT o.webhook_id, o.stream, o.due_at FROM webhook_outbox o"
                        + " JOIN (SELECT webhook_id, stream, MIN(sequence) AS sequence FROM webhook_outbox"
                        + " GROUP BY webhook_id, stream) f"
                        + " ON f.webhook_id = o.webhook_id AND f.stream = o.stream AND f.sequence = o.sequence"
                        + " JOIN webhooks w ON w.id = o.webhook_id WHERE w.enabled = 1",
                row -> new Waiting(new Lane(row.text("webhook_id"), row.text("stream")), row.time("due_at"))));
    }

    /// {@return the first that waits in a lane}
    Optional<Message> first(Lane lane) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                "SELECT w.id, w.url, w.events, w.secret, w.enabled, w.created_at, o.stream, o.sequence, o.event_id,"
                        + " o.type, o.body, o.created_at AS said_at, o.failures, o.due_at"
                        + " FROM webhook_outbox o JOIN webhooks w ON w.id = o.webhook_id"
                        + " WHERE o.webhook_id = ? AND o.stream = ? AND w.enabled = 1 ORDER BY o.sequence LIMIT 1",
                row -> new Message(
                        webhook(row),
                        row.text("stream"),
                        row.number("sequence"),
                        row.text("event_id"),
                        row.text("type"),
                        row.text("body"),
                        row.time("said_at"),
                        (int) row.number("failures"),
                        row.time("due_at")),
                lane.webhook(),
                lane.stream()));
    }

    /// Puts down what came of an attempt.
    ///
    /// @param again when it is sent again; empty where it has arrived or is given up
    void attempted(Message message, Delivery delivery, Optional<Instant> again) throws DatabaseException {
        database.write(transaction -> {
            if (again.isPresent()) {
                transaction.change(
                        "UPDATE webhook_outbox SET failures = ?, due_at = ?"
                                + " WHERE webhook_id = ? AND stream = ? AND sequence = ?",
                        message.failures() + 1,
                        again.get(),
                        message.to().id(),
                        message.stream(),
                        message.sequence());
            } else {
                transaction.change(
                        "DELETE FROM webhook_outbox WHERE webhook_id = ? AND stream = ? AND sequence = ?",
                        message.to().id(),
                        message.stream(),
                        message.sequence());
            }
            note(transaction, message.to().id(), delivery);
            return delivery;
        });
    }

    /// Puts down a delivery that was not kept before.
    void note(String webhook, Delivery delivery) throws DatabaseException {
        database.write(transaction -> {
            note(transaction, webhook, delivery);
            return delivery;
        });
    }

    private static void note(Transaction transaction, String webhook, Delivery delivery) throws DatabaseException {
        if (find(transaction, webhook).isEmpty()) {
            return; // removed meanwhile
        }
        transaction.change(
                "INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, stream, attempt, at, status, millis,"
                        + " answer, given_up) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                webhook,
                delivery.event(),
                delivery.type(),
                delivery.stream(),
                delivery.attempt(),
                delivery.at(),
                delivery.status(),
                delivery.millis(),
                delivery.answer(),
                delivery.givenUp());
        transaction.change(
                "DELETE FROM webhook_deliveries WHERE webhook_id = ? AND at < (SELECT at FROM webhook_deliveries"
                        + " WHERE webhook_id = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
                webhook,
                webhook,
                MOST_DELIVERIES - 1);
    }

    /// {@return the newest deliveries, the newest first}
    List<Delivery> deliveries(String webhook, int most) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT event_id, type, stream, attempt, at, status, millis, answer, given_up FROM webhook_deliveries"
                        + " WHERE webhook_id = ? ORDER BY at DESC, id LIMIT ?",
                row -> new Delivery(
                        row.text("event_id"),
                        row.text("type"),
                        row.text("stream"),
                        (int) row.number("attempt"),
                        row.time("at"),
                        (int) row.number("status"),
                        row.number("millis"),
                        row.text("answer"),
                        row.truth("given_up")),
                webhook,
                most));
    }

    /// {@return how many messages wait for a receiver}
    long waiting(String webhook) throws DatabaseException {
        return database.read(transaction -> transaction
                .one("SELECT COUNT(*) AS n FROM webhook_outbox WHERE webhook_id = ?", row -> row.number("n"), webhook)
                .orElse(0L));
    }

    /// Forgets the numbers of streams that have not been heard of for long.
    void forgetOld() throws DatabaseException {
        database.write(transaction -> transaction.change(
                "DELETE FROM webhook_streams WHERE used_at < ? AND live_since IS NULL",
                clock.instant().minus(NUMBERS_KEPT)));
    }
}
