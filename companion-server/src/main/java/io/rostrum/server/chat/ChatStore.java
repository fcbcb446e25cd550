package io.rostrum.server.chat;

import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chat in the database. Messages wait in memory, at most [#MOST_WAITING] of them, and are written
/// in
/// batches; should the database be away for longer, the oldest that wait are given up.
///
/// Thread-safe. [#add] never blocks; everything else does, and writes what waits first, so that nothing
/// is deleted before it is there.
final class ChatStore {
    static final int MOST_WAITING = 20_000;
    private static final Logger log = LoggerFactory.getLogger(ChatStore.class);
    private static final int BATCH = 500;

    private final Database database;
    private final AuditLog audit;
    /// Held while something is written, so that batches and deletions keep their order.
    private final ReentrantLock writing = new ReentrantLock();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long givenUp;

    /// One message of a stream.
    record Entry(StreamName stream, ChatMessage message) {}

    ChatStore(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /// Has a message written soon.
    void add(StreamName stream, ChatMessage message) {
        synchronized (waiting) {
            waiting.add(new Entry(stream, message));
            if (waiting.size() > MOST_WAITING) {
                waiting.poll();
                givenUp++;
            }
        }
    }

    /// Writes what waits.
    void flush() throws DatabaseException {
        writing.lock();
        try {
            flushHeld();
        } finally {
            writing.unlock();
        }
    }

    private void flushHeld() throws DatabaseException {
        for (List<Entry> batch = next(); !batch.isEmpty(); batch = next()) {
            List<Entry> written = batch;
            try {
                database.write(transaction -> {
                    for (Entry entry : written) {
                        insert(transaction, entry);
                    }
                    return true;
                });
            } catch (DatabaseException e) {
                if (e.kind() != DatabaseException.Kind.FAILED) {
                    throw e;
                }
                log.error("[chat] {} messages cannot be kept: {}", written.size(), e.getMessage());
            }
            done(written);
        }
    }

    private List<Entry> next() {
        synchronized (waiting) {
            return waiting.stream().limit(BATCH).toList();
        }
    }

    private void done(List<Entry> written) {
        synchronized (waiting) {
            for (Entry entry : written) {
                if (entry.equals(waiting.peek())) { // else it was given up meanwhile
                    waiting.poll();
                }
            }
            if (givenUp > 0) {
                log.warn("[chat] {} messages were not kept, for the database did not answer", givenUp);
                givenUp = 0;
            }
        }
    }

    /// A batch whose commit was not answered may be there already.
    private static void insert(Transaction transaction, Entry entry) throws DatabaseException {
        ChatMessage message = entry.message();
        transaction.change(
                "INSERT INTO chat_messages (stream, id, at, stream_millis, author, nick, role, address, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream, id) DO NOTHING",
                entry.stream().value(),
                message.id(),
                message.at(),
                message.streamMillis(),
                message.author(),
                message.nick(),
                message.role().map(Role::text),
                message.address(),
                message.text());
    }

    private static ChatMessage message(Row row) throws DatabaseException {
        return new ChatMessage(
                row.number("id"),
                row.time("at"),
                row.number("stream_millis"),
                row.text("author"),
                row.text("nick"),
                row.optionalText("role").flatMap(Role::of),
                row.text("address"),
                row.text("body"));
    }

    /// {@return the newest messages of a stream, the oldest of them first}
    List<ChatMessage> newest(StreamName stream, int most) throws DatabaseException {
        return before(stream, Long.MAX_VALUE, most);
    }

    /// {@return those before an id that are nearest to it, the oldest first}
    List<ChatMessage> before(StreamName stream, long id, int most) throws DatabaseException {
        flush();
        return database.read(transaction -> transaction.list(
                        "SELECT * FROM chat_messages WHERE stream = ? AND id < ? ORDER BY id DESC LIMIT ?",
                        ChatStore::message,
                        stream.value(),
                        id,
                        most))
                .reversed();
    }

    /// {@return those after an id and within a time, the oldest first}
    List<ChatMessage> after(StreamName stream, long id, Instant from, Instant until, int most)
            throws DatabaseException {
        flush();
        return database.read(transaction -> transaction.list(
                "SELECT * FROM chat_messages WHERE stream = ? AND id > ? AND at >= ? AND at <= ? ORDER BY id LIMIT ?",
                ChatStore::message,
                stream.value(),
                id,
                from,
                until,
                most));
    }

    Optional<ChatMessage> find(StreamName stream, long id) throws DatabaseException {
        flush();
        return database.read(transaction -> transaction.one(
                "SELECT * FROM chat_messages WHERE stream = ? AND id = ?", ChatStore::message, stream.value(), id));
    }

    private interface Change {
        void make(Transaction transaction) throws DatabaseException;
    }

    /// Does what a moderator wants, and tells the audit log, or neither.
    private void moderate(Actor actor, String action, String subject, Change change) throws DatabaseException {
        writing.lock();
        try {
            flushHeld();
            database.write(transaction -> {
                change.make(transaction);
                audit.add(transaction, actor, action, subject);
                return true;
            });
        } finally {
            writing.unlock();
        }
    }

    void delete(StreamName stream, ChatMessage message, Actor actor) throws DatabaseException {
        moderate(
                actor,
                "chat message deleted",
                stream + ": " + message.nick() + ", " + message.id(),
                transaction -> transaction.change(
                        "DELETE FROM chat_messages WHERE stream = ? AND id = ?", stream.value(), message.id()));
    }

    /// @param upTo the newest message that goes
    void clear(StreamName stream, long upTo, Actor actor) throws DatabaseException {
        moderate(
                actor,
                "chat cleared",
                stream.value(),
                transaction -> transaction.change(
                        "DELETE FROM chat_messages WHERE stream = ? AND id <= ?", stream.value(), upTo));
    }

    void ban(StreamName stream, Ban ban, Actor actor) throws DatabaseException {
        String action =
                ban.until().isPresent() ? "chat timeout until " + ban.until().get() : "chat ban";
        moderate(
                actor,
                action,
                stream + ": " + ban.kind().text() + " of " + ban.shown(),
                transaction -> transaction.change(
                        "INSERT INTO chat_bans (id, stream, kind, subject, author, shown, until_at, reason, banned_by, at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        ban.id(),
                        stream.value(),
                        ban.kind().text(),
                        ban.subject(),
                        ban.author(),
                        ban.shown(),
                        ban.until(),
                        ban.reason(),
                        ban.by(),
                        ban.at()));
    }

    void lift(StreamName stream, Ban ban, Actor actor) throws DatabaseException {
        moderate(
                actor,
                "chat ban lifted",
                stream + ": " + ban.kind().text() + " of " + ban.shown(),
                transaction -> transaction.change("DELETE FROM chat_bans WHERE id = ?", ban.id()));
    }

    /// {@return all of a stream, the oldest first; some may be over}
    List<Ban> bans(StreamName stream) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM chat_bans WHERE stream = ? ORDER BY at, id",
                row -> new Ban(
                        row.text("id"),
                        Ban.Kind.of(row.text("kind")).orElse(Ban.Kind.NICK),
                        row.text("subject"),
                        row.text("author"),
                        row.text("shown"),
                        row.optionalTime("until_at"),
                        row.text("reason"),
                        row.text("banned_by"),
                        row.time("at")),
                stream.value()));
    }

    void rules(StreamName stream, ChatRules rules, Actor actor) throws DatabaseException {
        String subject = stream + ": slow " + rules.slowSeconds() + " s, links " + (rules.links() ? "yes" : "no")
                + ", members only " + (rules.membersOnly() ? "yes" : "no") + ", blocked words "
                + rules.blockedWords().size();
        moderate(
                actor,
                "chat rules",
                subject,
                transaction -> transaction.change(
                        "INSERT INTO chat_rules (stream, slow_seconds, links, members_only, blocked_words)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE SET"
                                + " slow_seconds = excluded.slow_seconds, links = excluded.links,"
                                + " members_only = excluded.members_only, blocked_words = excluded.blocked_words",
                        stream.value(),
                        rules.slowSeconds(),
                        rules.links(),
                        rules.membersOnly(),
                        String.join("\n", rules.blockedWords())));
    }

    ChatRules rules(StreamName stream) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                        "SELECT * FROM chat_rules WHERE stream = ?",
                        row -> new ChatRules(
                                (int) row.number("slow_seconds"),
                                row.truth("links"),
                                row.truth("members_only"),
                                row.text("blocked_words").lines().toList()),
                        stream.value()))
                .orElse(ChatRules.DEFAULT);
    }

    /// Deletes what is too old, bans that are over, and from where older messages came.
    ///
    /// @param before       messages that came before are deleted
    /// @param addressesOld addresses of messages that came before are forgotten
    void forgetOld(Instant before, Instant addressesOld, Instant now) throws DatabaseException {
        writing.lock();
        try {
            database.write(transaction -> {
                transaction.change("DELETE FROM chat_messages WHERE at < ?", before);
                transaction.change(
                        "UPDATE chat_messages SET address = '' WHERE at < ? AND address <> ''", addressesOld);
                return transaction.change("DELETE FROM chat_bans WHERE until_at < ?", now);
            });
        } finally {
            writing.unlock();
        }
    }
}
