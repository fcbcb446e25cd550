package io.rostrum.server.playback;

import io.rostrum.server.auth.Role;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts that are in use, their roles, and which of the sessions that somebody watches by have ended; in
/// memory, so that nobody waits for the database. Thread-safe.
final class Members {
    private static final int MAX_SESSIONS = 20_000;

    private final Database database;
    private volatile Map<String, Role> roles = Map.of();
    /// Whether it goes on, by session.
    private final Map<String, Boolean> sessions = new ConcurrentHashMap<>();

    Members(Database database) {
        this.database = database;
    }

    /// Reads the accounts, and the sessions that were asked for. Blocks; one at a time, so that what was
    /// read last stays.
    synchronized void load() throws DatabaseException {
        List<Map.Entry<String, Optional<Role>>> read = database.read(transaction -> transaction.list(
                "SELECT id, role FROM accounts WHERE disabled = 0",
                row -> Map.entry(row.text("id"), Role.of(row.text("role")))));
        Map<String, Role> found = new HashMap<>();
        read.forEach(entry -> entry.getValue().ifPresent(role -> found.put(entry.getKey(), role)));
        roles = Map.copyOf(found);
        loadSessions();
    }

    private void loadSessions() throws DatabaseException {
        if (sessions.size() > MAX_SESSIONS) {
            sessions.clear(); // who is asked for again is looked at again
        }
        Set<String> asked = Set.copyOf(sessions.keySet()); // what is asked for meanwhile may have just begun
        if (!asked.isEmpty()) {
            Set<String> going = Set.copyOf(
                    database.read(transaction -> transaction.list("SELECT id FROM sessions", row -> row.text("id"))));
            asked.forEach(session -> sessions.replace(session, going.contains(session)));
        }
    }

    /// {@return whether an account's session goes on} What was not asked for before is said to until [#load()] has
    /// looked.
    boolean isSignedIn(SignedIn by) {
        return role(by.accountId()).isPresent() && sessions.computeIfAbsent(by.sessionId(), _ -> true);
    }

    /// {@return the role of an account; empty where there is none of that id, or it is disabled}
    Optional<Role> role(String accountId) {
        return Optional.ofNullable(roles.get(accountId));
    }
}
