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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who changed what, and when. What is kept in the database is written with its entry, or neither is; what is done to
/// streams and files is done first, for it does not wait for a database.
public final class AuditLog {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
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

    private record Stored(String id, Entry entry) {}

    /// Which entries are looked for.
    ///
    /// @param actor   a part of the name of who did it, whatever its case; empty for anybody
    /// @param action  a part of what was done; empty for anything
    /// @param subject a part of what it was done to; empty for anything
    /// @param from    the earliest
    /// @param to      after the latest
    /// @param before  where an earlier answer went on; empty for the newest
    public record Search(
            String actor, String action, String subject, Instant from, Instant to, Optional<Place> before) {
        public static final Search ALL =
                new Search("", "", "", Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), Optional.empty());
    }

    /// At most 200 entries, the newest first.
    ///
    /// @param next where older ones begin; empty where there are none
    public record Found(List<Entry> entries, Optional<Place> next) {
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /// A place in the log: older entries come after it.
    public record Place(Instant at, String id) {
        private static final Place NEWEST = new Place(Instant.ofEpochMilli(Long.MAX_VALUE), "");
        private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\.([0-9a-f-]{36})");

        /// {@return the place that [#text()] wrote; empty where `text` is none}
        static Optional<Place> of(String text) {
            Matcher matcher = TEXT.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Place(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
                    : Optional.empty();
        }

        String text() {
            return at.toEpochMilli() + "." + id;
        }
    }

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

    /// Adds an entry of what was done besides the database; where that cannot be reached, the server's log says so.
    public void note(Actor actor, String action, String subject) {
        try {
            database.write(transaction -> {
                add(transaction, actor, action, subject);
                return true;
            });
        } catch (DatabaseException e) {
            log.warn("[audit] {}: {} by {} is not kept: {}", action, subject, actor.name(), e.getMessage());
        }
    }

    /// {@return the newest entries that are looked for, the newest first}
    public Found find(Search search) throws DatabaseException {
        Place before = search.before().orElse(Place.NEWEST);
        List<Stored> stored = database.read(transaction -> transaction.list(
                "SELECT id, at, actor, action, subject, address FROM audit_log"
                        + " WHERE LOWER(actor) LIKE LOWER(?) ESCAPE '!' AND LOWER(action) LIKE LOWER(?) ESCAPE '!'"
                        + " AND LOWER(subject) LIKE LOWER(?) ESCAPE '!' AND at >= ? AND at < ?"
                        + " AND (at < ? OR (at = ? AND id < ?)) ORDER BY at DESC, id DESC LIMIT ?",
                row -> new Stored(
                        row.text("id"),
                        new Entry(
                                row.time("at"),
                                row.text("actor"),
                                row.text("action"),
                                row.text("subject"),
                                row.text("address"))),
                containing(search.actor()),
                containing(search.action()),
                containing(search.subject()),
                search.from(),
                search.to(),
                before.at(),
                before.at(),
                before.id(),
                SHOWN + 1));
        List<Stored> shown = stored.subList(0, Math.min(SHOWN, stored.size()));
        return new Found(
                shown.stream().map(Stored::entry).toList(),
                stored.size() > SHOWN
                        ? Optional.of(new Place(
                                shown.getLast().entry().at(), shown.getLast().id()))
                        : Optional.empty());
    }

    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    void forgetOld(Transaction transaction) throws DatabaseException {
        transaction.change("DELETE FROM audit_log WHERE at < ?", clock.instant().minus(KEPT));
    }
}
