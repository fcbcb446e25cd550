package io.rostrum.server.data;

import java.sql.Connection;
import java.sql.SQLException;

/// Where connections come from. Thread-safe; blocks.
interface Store extends AutoCloseable {
    /// {@return a connection that nobody else uses until it is given back}
    Connection take() throws SQLException;

    /// @param broken whether it must not be used again
    void giveBack(Connection connection, boolean broken);

    /// Begins a transaction; nobody else writes what it reads.
    void begin(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /// Keeps two servers from migrating at once, until the transaction ends.
    void lockMigrations(Connection connection) throws SQLException;

    /// {@return what it is, for the log}
    String shown();

    @Override
    void close();
}
