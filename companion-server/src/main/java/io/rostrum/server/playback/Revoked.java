package io.rostrum.server.playback;

import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were taken back before their time, in the database and in memory. Thread-safe.
final class Revoked {
    private final Database database;
    private final Clock clock;
    /// Until when, milliseconds since 1970, by id.
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    Revoked(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Reads the database unless that was done. Blocks.
    void load() throws DatabaseException {
        if (loaded) {
            return;
        }
        database.read(transaction -> transaction.list(
                        "SELECT token_id, expires_at FROM playback_revoked",
                        row -> Map.entry(row.text("token_id"), row.number("expires_at"))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        loaded = true;
    }

    boolean contains(String id) {
        return !known.isEmpty() && known.containsKey(id);
    }

    /// Takes a token back. It counts no more from now on, whatever the database says. Blocks.
    ///
    /// @param until when it would have ended by itself
    void add(String id, Instant until) throws DatabaseException {
        known.put(id, until.toEpochMilli());
        database.write(transaction -> {
            transaction.change("DELETE FROM playback_revoked WHERE token_id = ?", id);
            transaction.change("INSERT INTO playback_revoked (token_id, expires_at) VALUES (?, ?)", id, until);
            return true;
        });
    }

    /// Forgets those that count no more by themselves. Blocks.
    void tidy() throws DatabaseException {
        Instant now = clock.instant();
        if (known.values().removeIf(until -> until < now.toEpochMilli())) {
            database.write(transaction -> transaction.change("DELETE FROM playback_revoked WHERE expires_at < ?", now));
        }
    }
}
