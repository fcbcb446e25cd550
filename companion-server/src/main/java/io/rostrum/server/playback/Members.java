package io.rostrum.server.playback;

import io.rostrum.server.auth.Role;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The accounts that are in use and their roles, in memory, so that a removed one is out at once and
/// nobody waits for the database. Thread-safe.
final class Members {
    private final Database database;
    private volatile Map<String, Role> roles = Map.of();

    Members(Database database) {
        this.database = database;
    }

    /// Reads the accounts. Blocks.
    void load() throws DatabaseException {
        List<Map.Entry<String, Optional<Role>>> read = database.read(transaction -> transaction.list(
                "SELECT id, role FROM accounts WHERE disabled = 0",
                row -> Map.entry(row.text("id"), Role.of(row.text("role")))));
        Map<String, Role> found = new HashMap<>();
        read.forEach(entry -> entry.getValue().ifPresent(role -> found.put(entry.getKey(), role)));
        roles = Map.copyOf(found);
    }

    /// {@return the role of an account; empty where there is none of that id, or it is disabled}
    Optional<Role> role(String accountId) {
        return Optional.ofNullable(roles.get(accountId));
    }
}
