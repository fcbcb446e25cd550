package io.rostrum.server.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few connections to PostgreSQL, made when they are needed and made anew when they broke.
final class PostgresStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(PostgresStore.class);
    private static final int CONNECTIONS = 6;
    private static final long WAIT_MILLIS = 3_000;
    /// Told apart from other users of advisory locks by its letters: `rostrum`.
    private static final String MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(32210710183441773)";

    private final PostgresAddress address;
    /// Whoever waited for that lock looks at the tables as they are then, not as they were when it began to wait.
    private static final String SEES_WHAT_OTHERS_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    private final HikariDataSource pool;

    PostgresStore(PostgresAddress address) {
        this.address = address;
        HikariConfig config = new HikariConfig();
        config.setPoolName("rostrum");
        config.setJdbcUrl(address.jdbc());
        if (!address.user().isEmpty()) {
            config.setUsername(address.user());
        }
        config.setPassword(address.password().reveal());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1); // a server whose database is down starts, and serves streams
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE"); // as SQLite; what loses is begun anew
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "20");
        config.addDataSourceProperty("ApplicationName", "rostrum");
        pool = new HikariDataSource(config);
    }

    @Override
    public Connection take() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void giveBack(Connection connection, boolean broken) {
        if (broken) {
            pool.evictConnection(connection);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("[data] giving a connection back: {}", e.getMessage());
        }
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public void lockMigrations(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SEES_WHAT_OTHERS_COMMITTED);
            statement.execute(MIGRATION_LOCK);
        }
    }

    @Override
    public String shown() {
        return address.shown();
    }

    @Override
    public void close() {
        pool.close();
    }
}
