package io.rostrum.server.account;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is signed in. A session is a random text in the browser's cookie, of which only the hash is kept
/// here; it ends when it was not used for [AccountConfig#sessionIdle], at the latest after
/// [AccountConfig#sessionLongest], or when it is revoked.
///
/// What the database said counts for [#FRESH], and while the database does not answer for [#STALE]; what
/// is revoked through this server ends at once. Blocks; thread-safe.
public final class Sessions {
    static final Duration FRESH = Duration.ofSeconds(10);
    static final Duration STALE = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MAX_KNOWN = 10_000;
    private static final String PREFIX = "rss_";

    private final Database database;
    private final AccountConfig config;
    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private volatile Runnable ended = () -> {};
    /// Counts what was revoked here, so that an answer from before it is not remembered after it.
    private long changes;

    private record Known(Caller.Person person, Instant createdAt, Instant seenAt, Instant askedAt) {}

    /// One browser that is signed in.
    ///
    /// @param program what it calls itself
    public record Session(String id, Instant createdAt, Instant seenAt, String address, String program) {}

    public Sessions(Database database, AccountConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /// Sets what is called after sessions of an account may have ended; it may block.
    public void onEnded(Runnable observer) {
        ended = observer;
    }

    /// {@return what a browser that is signed in sends}
    public static Optional<Secret> ticket(Request request) {
        return SessionCookie.of(request);
    }

    /// Signs somebody in who has proved to be the account's.
    ///
    /// @return what the cookie holds
    public Secret begin(Account account, InetAddress peer, String program) throws DatabaseException {
        Secret ticket = tickets.make(PREFIX);
        Instant now = clock.instant();
        return database.write(transaction -> {
            transaction.change(
                    "INSERT INTO sessions (id, account_id, token_hash, created_at, seen_at, address, program)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    tickets.id(now),
                    account.id(),
                    Tickets.hash(ticket),
                    now,
                    now,
                    peer.getHostAddress(),
                    program);
            transaction.change("UPDATE accounts SET signed_in_at = ? WHERE id = ?", now, account.id());
            return ticket;
        });
    }

    /// {@return who has this in the cookie, if that session goes on}
    public Optional<Caller.Person> find(Secret ticket) throws DatabaseException {
        if (!ticket.reveal().startsWith(PREFIX)) {
            return Optional.empty();
        }
        String hash = Tickets.hash(ticket);
        Instant now = clock.instant();
        Optional<Known> before;
        long changesBefore;
        synchronized (this) {
            before = Optional.ofNullable(known.get(hash));
            changesBefore = changes;
        }
        if (before.isPresent() && before.get().askedAt().plus(FRESH).isAfter(now)) {
            return before.filter(found -> goesOn(found, now)).map(Known::person);
        }
        Optional<Known> found;
        try {
            found = ask(hash, now);
        } catch (DatabaseException e) {
            if (before.isPresent() && before.get().askedAt().plus(STALE).isAfter(now)) {
                return before.filter(session -> goesOn(session, now)).map(Known::person);
            }
            throw e;
        }
        synchronized (this) {
            if (found.isEmpty()) {
                known.remove(hash);
            } else if (changes == changesBefore) {
                known.put(hash, found.get());
            }
        }
        return found.map(Known::person);
    }

    private Optional<Known> ask(String hash, Instant now) throws DatabaseException {
        Optional<Known> found = database.read(transaction -> transaction.one(
                        "SELECT s.id AS session_id, s.created_at AS begun_at, s.seen_at, a.* FROM sessions s"
                                + " JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ? AND a.disabled = 0",
                        row -> known(row, now),
                        hash))
                .filter(session -> goesOn(session, now));
        if (found.isPresent() && !found.get().seenAt().plus(notedEvery()).isAfter(now)) {
            note(found.get(), now);
        }
        return found;
    }

    private static Known known(Row row, Instant now) throws DatabaseException {
        Account account = Accounts.read(row);
        return new Known(
                new Caller.Person(account.id(), account.name(), account.role(), row.text("session_id")),
                row.time("begun_at"),
                row.time("seen_at"),
                now);
    }

    private Duration notedEvery() {
        Duration quarter = config.sessionIdle().dividedBy(4);
        return quarter.compareTo(NOTED_EVERY) < 0 ? quarter : NOTED_EVERY;
    }

    private boolean goesOn(Known session, Instant now) {
        return session.seenAt().plus(config.sessionIdle()).isAfter(now)
                && session.createdAt().plus(config.sessionLongest()).isAfter(now);
    }

    /// That somebody was here is not worth a refusal.
    private void note(Known session, Instant now) {
        try {
            database.write(transaction -> transaction.change(
                    "UPDATE sessions SET seen_at = ? WHERE id = ?",
                    now,
                    session.person().sessionId()));
        } catch (DatabaseException e) {
            log.debug("[account] a session's time: {}", e.getMessage());
        }
    }

    /// {@return the sessions of an account, the last used first}
    public List<Session> of(String accountId) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT id, created_at, seen_at, address, program FROM sessions WHERE account_id = ? AND seen_at > ?"
                        + " ORDER BY seen_at DESC",
                row -> new Session(
                        row.text("id"),
                        row.time("created_at"),
                        row.time("seen_at"),
                        row.text("address"),
                        row.text("program")),
                accountId,
                clock.instant().minus(config.sessionIdle())));
    }

    /// {@return whether there was such a session of the account; it is over now}
    public boolean end(String accountId, String id) throws DatabaseException {
        int ended = database.write(transaction ->
                transaction.change("DELETE FROM sessions WHERE account_id = ? AND id = ?", accountId, id));
        forget(accountId);
        return ended > 0;
    }

    /// Makes what is known of an account's sessions be asked anew.
    public void forget(String accountId) {
        synchronized (this) {
            changes++;
            known.values().removeIf(session -> session.person().accountId().equals(accountId));
        }
        ended.run();
    }
}
