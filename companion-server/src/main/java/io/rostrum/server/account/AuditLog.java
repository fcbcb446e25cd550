package io.rostrum.server.account;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Who changed what about accounts, webhooks and channels, and when. An entry is written with what it tells of, or
/// neither is.
public final class AuditLog {
    /// How long entries are kept.
    static final Duration KEPT = Duration.ofDays(400);
    private static final int SHOWN = 200;

    private final Database database;
    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());

    /// One line.
    ///
    /// @param actor   name of who did it
    /// @param action  what was done, such as `role`
    /// @param subject what it was done to
    /// @param address where it came from; empty for this machine's command line
    public record Entry(Instant at, String actor, String action, String subject, String address) {}

    /// Who does something, and from where.
    public record Actor(String name, String address) {
        public static Actor of(Caller caller, String address) {
            return new Actor(caller.shownName(), address);
        }
    }

    public AuditLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Adds an entry, in the transaction that does what it tells of.
    public void add(Transaction transaction, Actor actor, String action, String subject) throws DatabaseException {
        Instant now = clock.instant();
        transaction.change(
                "INSERT INTO audit_log (id, at, actor, action, subject, address) VALUES (?, ?, ?, ?, ?, ?)",
                tickets.id(now),
                now,
                actor.name(),
                action,
                subject,
                actor.address());
    }

    /// {@return the newest entries, the newest first}
    public List<Entry> newest() throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT at, actor, action, subject, address FROM audit_log ORDER BY at DESC, id DESC LIMIT ?",
                row -> new Entry(
                        row.time("at"),
                        row.text("actor"),
                        row.text("action"),
                        row.text("subject"),
                        row.text("address")),
                SHOWN));
    }

    void forgetOld(Transaction transaction) throws DatabaseException {
        transaction.change("DELETE FROM audit_log WHERE at < ?", clock.instant().minus(KEPT));
    }
}
