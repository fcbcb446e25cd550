package io.rostrum.server.data;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's tables. Opening one touches nothing: the first use connects and brings the tables up to
/// date, and so does the next one where that failed.
///
/// What is locked or not reachable is tried again for a moment, then refused with words; a file that is
/// damaged is refused for good and left as it is, so that nothing of it is lost. Blocks; never to be
/// used on an event loop, which it refuses. Thread-safe.
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final String FILE = "rostrum.db";
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 100;

    /// What is done with a transaction.
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws DatabaseException;
    }

    private final Store store;
    private final Migrations migrations;
    private final AtomicBoolean current = new AtomicBoolean();
    private volatile @Nullable DatabaseException damage;
    private volatile Optional<String> problem = Optional.empty();

    Database(Store store, Migrations migrations) {
        this.store = store;
        this.migrations = migrations;
    }

    /// @param directory the data folder, which must exist
    /// @param config    its URL was looked at ([DatabaseConfig#isUrl])
    public static Database open(Path directory, DatabaseConfig config, Clock clock) {
        Optional<Secret> url = config.url();
        Store store = url.isEmpty()
                ? new SqliteStore(directory, FILE)
                : new PostgresStore(PostgresAddress.parse(url.get())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "database.url: not shown (expected: " + DatabaseConfig.GRAMMAR + ")")));
        return new Database(store, Migrations.own(clock));
    }

    /// {@return the file of SQLite in a data folder}
    public static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    /// {@return whether a file is a database of SQLite with the tables of a server}
    public static boolean isOurs(Path file) {
        return SqliteStore.isOurs(file);
    }

    /// {@return why the last use failed, in words for the operator; empty if it did not}
    public Optional<String> problem() {
        return problem;
    }

    /// Does `work` whole or not at all; where it fails for a reason that passes, it is begun anew, so it
    /// must change nothing but the tables.
    public <T> T write(Work<T> work) throws DatabaseException {
        return tried(work, true);
    }

    /// Reads; each statement by itself.
    public <T> T read(Work<T> work) throws DatabaseException {
        return tried(work, false);
    }

    private <T> T tried(Work<T> work, boolean whole) throws DatabaseException {
        if (Thread.currentThread() instanceof FastThreadLocalThread) {
            throw new IllegalStateException("database: used on an event loop (expected: a virtual thread)");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                T made = once(work, whole);
                if (problem.isPresent()) {
                    log.info("[data] the database answers again");
                    problem = Optional.empty();
                }
                return made;
            } catch (DatabaseException e) {
                if (attempt == TRIES || !Failures.isTransient(e)) {
                    note(e);
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private void note(DatabaseException e) {
        if (e.kind() == Kind.CONFLICT) {
            return;
        }
        String words = String.valueOf(e.getMessage());
        if (!problem.equals(Optional.of(words))) {
            log.error("[data] {}", words, e.kind() == Kind.FAILED ? e : null);
        }
        problem = Optional.of(words);
        if (e.kind() == Kind.DAMAGED) {
            damage = e;
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T once(Work<T> work, boolean whole) throws DatabaseException {
        DatabaseException known = damage;
        if (known != null) {
            throw known;
        }
        Connection connection;
        try {
            connection = store.take();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
        boolean broken = true;
        try {
            if (!current.get()) {
                together(connection, c -> {
                    migrations.apply(c, store);
                    return true;
                });
                if (!current.getAndSet(true)) {
                    log.info("[data] {}", store.shown());
                }
            }
            Transaction transaction = new Transaction(connection);
            T made = whole ? together(connection, _ -> work.run(transaction)) : work.run(transaction);
            broken = false;
            return made;
        } catch (SQLException e) {
            throw Failures.of(e);
        } catch (DatabaseException e) {
            broken = e.kind() != Kind.CONFLICT;
            throw e;
        } finally {
            store.giveBack(connection, broken);
        }
    }

    private interface Together<T> {
        T run(Connection connection) throws SQLException, DatabaseException;
    }

    private <T> T together(Connection connection, Together<T> work) throws SQLException, DatabaseException {
        store.begin(connection);
        boolean done = false;
        try {
            T made = work.run(connection);
            store.commit(connection);
            done = true;
            return made;
        } finally {
            if (!done) {
                takeBack(connection);
            }
        }
    }

    /// A connection that cannot is closed, which takes it back, too.
    private void takeBack(Connection connection) {
        try {
            store.rollback(connection);
        } catch (SQLException e) {
            log.debug("[data] taking back: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
