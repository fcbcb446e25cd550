package io.rostrum.server.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables' changes in their order, each applied once to a database, all that are missing in one
/// transaction.
///
/// A change that has been applied must never be edited: its checksum is kept with it and compared. A
/// database that has changes unknown here was used by a newer server and is left alone.
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final String HISTORY = "CREATE TABLE IF NOT EXISTS schema_history ("
            + "version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    /// One change.
    ///
    /// @param version counted from 1
    /// @param sql     statements, each ended by `;` at the end of a line
    record Migration(int version, String name, String sql) {
        String checksum() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
            }
        }

        List<String> statements() {
            return List.of(sql.split(";\\s*\\R", -1)).stream()
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }

    private final List<Migration> all;
    private final Clock clock;

    Migrations(List<Migration> all, Clock clock) {
        this.all = List.copyOf(all);
        this.clock = clock;
    }

    /// {@return the server's own}
    static Migrations own(Clock clock) {
        return new Migrations(
                List.of(
                        resource(1, "accounts"),
                        resource(2, "webhooks"),
                        resource(3, "invitations-of-accounts"),
                        resource(4, "devices"),
                        resource(5, "channels"),
                        resource(6, "chat"),
                        resource(7, "audience"),
                        resource(8, "schedule"),
                        resource(9, "playback"),
                        resource(10, "classes"),
                        resource(11, "playback-encryption")),
                clock);
    }

    private static Migration resource(int version, String name) {
        String file = "%04d-%s.sql".formatted(version, name);
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource: " + file + " (expected: in the jar)");
            }
            return new Migration(version, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Brings a database up to date, in the transaction that `connection` is in.
    ///
    /// @throws DatabaseException if it is of a newer server, or one of its changes was another; it is
    /// unchanged then
    void apply(Connection connection, Store store) throws SQLException, DatabaseException {
        store.lockMigrations(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(HISTORY);
            Map<Integer, String> applied = applied(statement);
            for (Migration migration : all) {
                String checksum = applied.remove(migration.version());
                if (checksum == null) {
                    for (String sql : migration.statements()) {
                        statement.execute(sql);
                    }
                    record(connection, migration);
                    log.info("[data] tables: {} {}", migration.version(), migration.name());
                } else if (!checksum.equals(migration.checksum())) {
                    throw new DatabaseException(
                            DatabaseException.Kind.FAILED,
                            "The database's change " + migration.version() + " (" + migration.name()
                                    + ") is not the one of this server (expected: a database that only releases changed).",
                            null);
                }
            }
            if (!applied.isEmpty()) {
                throw new DatabaseException(
                        DatabaseException.Kind.FAILED,
                        "The database was used by a newer server (change "
                                + applied.keySet().iterator().next()
                                + "). Start that one, or put a backup of before in its place: rostrum server restore.",
                        null);
            }
        }
    }

    private static Map<Integer, String> applied(Statement statement) throws SQLException {
        Map<Integer, String> applied = new TreeMap<>();
        try (ResultSet result = statement.executeQuery("SELECT version, checksum FROM schema_history")) {
            while (result.next()) {
                applied.put(result.getInt(1), result.getString(2));
            }
        }
        return applied;
    }

    private void record(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO schema_history (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, migration.version());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.setLong(4, clock.millis());
            insert.executeUpdate();
        }
    }
}
