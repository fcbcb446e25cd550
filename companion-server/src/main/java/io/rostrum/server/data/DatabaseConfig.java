package io.rostrum.server.data;

import io.rostrum.server.auth.Secret;
import java.util.Optional;

/// Where the tables are.
///
/// @param url        `postgresql://user:password@host:port/name`, a secret; empty for SQLite in the data
///                   folder
/// @param backupDays for how many days the daily copies of SQLite are kept; 0 makes none
public record DatabaseConfig(Optional<Secret> url, int backupDays) {
    /// SQLite, copies of two weeks.
    public static final DatabaseConfig DEFAULT = new DatabaseConfig(Optional.empty(), 14);

    /// What a URL looks like, for messages.
    public static final String GRAMMAR = "postgresql://user:password@host:port/name";

    public DatabaseConfig {
        if (backupDays < 0) {
            throw new IllegalArgumentException("days of backups: " + backupDays + " (expected: 0 or more)");
        }
    }

    /// {@return whether text is an address of PostgreSQL}
    public static boolean isUrl(Secret text) {
        return PostgresAddress.parse(text).isPresent();
    }
}
