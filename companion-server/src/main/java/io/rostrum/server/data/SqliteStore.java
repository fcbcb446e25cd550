package io.rostrum.server.data;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One file of SQLite and one connection to it, used by one thread at a time: statements take well under
/// a millisecond, and SQLite has one writer anyway.
///
/// With a write-ahead log and `synchronous = FULL` a row that is committed is on the disk: neither the
/// end of the process nor of the machine loses it (sqlite.org/pragma.html#pragma_synchronous). The file
/// is for its owner only.
final class SqliteStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(SqliteStore.class);
    private static final int BUSY_MILLIS = 500;
    private static final long TURN_MILLIS = 5_000;
    private static final int CACHE_KIB = 512;

    private final Path folder;
    private final Path file;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Connection open;
    private boolean closed;

    /// @param folder is there
    SqliteStore(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
    }

    @Override
    public Connection take() throws SQLException {
        try {
            if (!turn.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", e);
        }
        try {
            if (closed) {
                throw new SQLTransientConnectionException("closed");
            }
            Connection connection = open;
            if (connection == null) {
                connection = connect();
                open = connection;
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            turn.unlock();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, OwnedFile.ownerOnly(folder));
            }
        } catch (IOException e) {
            throw new SQLiteException(String.valueOf(e.getMessage()), SQLiteErrorCode.SQLITE_CANTOPEN);
        }
        Connection connection = config().createConnection("jdbc:sqlite:" + file);
        try {
            check(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// {@return how every connection to such a file is made}
    static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        return config;
    }

    /// A damaged file shows at the start rather than at the row that is hit.
    static boolean isOurs(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        SQLiteConfig reading = new SQLiteConfig();
        reading.setReadOnly(true);
        try (Connection connection = reading.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'schema_history'")) {
            return result.next();
        } catch (SQLException e) {
            log.debug("[data] {}: {}", file, e.getMessage());
            return false;
        }
    }

    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!result.next() || !"ok".equals(result.getString(1))) {
                throw new SQLiteException("quick_check", SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    @Override
    public void giveBack(Connection connection, boolean broken) {
        try {
            if (broken) {
                open = null;
                closeQuietly(connection);
            }
        } finally {
            turn.unlock();
        }
    }

    /// As the file's one writer. In SQL's words: the driver's `commit()` also begins the next transaction, and reports
    /// what has been committed as failed where that one has to wait.
    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A transaction is the file's one writer anyway.
    @Override
    public void lockMigrations(Connection connection) {}

    @Override
    public String shown() {
        return "SQLite, " + file;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            Connection connection = open;
            open = null;
            if (connection != null) {
                closeQuietly(connection);
            }
        } finally {
            turn.unlock();
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("[data] closing: {}", e.getMessage());
        }
    }
}
