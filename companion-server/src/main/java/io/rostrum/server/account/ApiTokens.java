package io.rostrum.server.account;

import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Scope;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens that people make for their programs: each may what its scopes say, of what its account may do
/// at the time. Only hashes are kept. Blocks; thread-safe.
public final class ApiTokens {
    /// What every token begins with.
    public static final String PREFIX = "rat_";
    static final Duration LONGEST = Duration.ofDays(366);
    static final int MOST_A_ACCOUNT = 50;
    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());

    /// One token, without itself.
    ///
    /// @param usedAt to the minute; empty for never
    public record Token(
            String id,
            String name,
            Set<Scope> scopes,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> usedAt) {}

    /// A token that was just made.
    ///
    /// @param secret shown this once
    public record Made(Token token, Secret secret) {}

    public ApiTokens(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param name what the account's owner calls it: 1 to 64 letters
    public Answer<Made> make(String accountId, String name, Set<Scope> scopes, Duration lasts, Actor actor)
            throws DatabaseException {
        String called = name.strip();
        if (called.isEmpty() || called.length() > 64 || called.chars().anyMatch(Character::isISOControl)) {
            return Answer.refused(Answer.Why.BAD, "A token needs a name (expected: 1 to 64 letters).");
        }
        if (scopes.isEmpty()) {
            return Answer.refused(Answer.Why.BAD, "A token that may do nothing is of no use; choose what it may do.");
        }
        if (lasts.compareTo(Duration.ofHours(1)) < 0 || lasts.compareTo(LONGEST) > 0) {
            return Answer.refused(Answer.Why.BAD, "A token lasts an hour at least and a year at most.");
        }
        Secret secret = tickets.make(PREFIX);
        Instant now = clock.instant();
        Token token = new Token(tickets.id(now), called, scopes, now, now.plus(lasts), Optional.empty());
        return database.write(transaction -> {
            int there = transaction
                    .list("SELECT id FROM api_tokens WHERE account_id = ?", row -> row.text("id"), accountId)
                    .size();
            if (there >= MOST_A_ACCOUNT) {
                return Answer.refused(Answer.Why.CONFLICT, "There are " + there + " tokens; remove some first.");
            }
            transaction.change(
                    "INSERT INTO api_tokens (id, account_id, name, token_hash, scopes, created_at, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    token.id(),
                    accountId,
                    called,
                    Tickets.hash(secret),
                    scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" ")),
                    now,
                    token.expiresAt());
            audit.add(transaction, actor, "token made", called);
            return new Answer.Given<>(new Made(token, secret));
        });
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : text.split(" ", -1)) {
            Scope.of(name).ifPresent(scopes::add);
        }
        return scopes;
    }

    /// {@return who has this token, if it counts}
    public Optional<Caller.Token> find(Secret secret) throws DatabaseException {
        if (!secret.reveal().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Used> found = database.read(transaction -> transaction.one(
                "SELECT t.id AS token_id, t.scopes, t.used_at, a.* FROM api_tokens t JOIN accounts a ON a.id = t.account_id"
                        + " WHERE t.token_hash = ? AND t.expires_at > ? AND a.disabled = 0",
                ApiTokens::used,
                Tickets.hash(secret),
                now));
        if (found.isPresent()
                && found.get().before().filter(now.minus(NOTED_EVERY)::isBefore).isEmpty()) {
            note(found.get().by(), now);
        }
        return found.map(Used::by);
    }

    private record Used(Caller.Token by, Optional<Instant> before) {}

    private static Used used(Row row) throws DatabaseException {
        Account account = Accounts.read(row);
        Caller.Token by = new Caller.Token(
                account.id(), account.name(), account.role(), row.text("token_id"), scopes(row.text("scopes")));
        return new Used(by, row.optionalTime("used_at"));
    }

    /// That a token was used is not worth a refusal.
    private void note(Caller.Token token, Instant now) {
        try {
            database.write(transaction ->
                    transaction.change("UPDATE api_tokens SET used_at = ? WHERE id = ?", now, token.tokenId()));
        } catch (DatabaseException e) {
            log.debug("[account] a token's time: {}", e.getMessage());
        }
    }

    /// {@return the tokens of an account, the newest first}
    public List<Token> of(String accountId) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT id, name, scopes, created_at, expires_at, used_at FROM api_tokens"
                        + " WHERE account_id = ? AND expires_at > ? ORDER BY created_at DESC, id DESC",
                row -> new Token(
                        row.text("id"),
                        row.text("name"),
                        scopes(row.text("scopes")),
                        row.time("created_at"),
                        row.time("expires_at"),
                        row.optionalTime("used_at")),
                accountId,
                clock.instant()));
    }

    /// {@return whether the account had such a token; it counts no more}
    public boolean remove(String accountId, String id, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            Optional<String> name = transaction.one(
                    "DELETE FROM api_tokens WHERE account_id = ? AND id = ? RETURNING name",
                    row -> row.text("name"),
                    accountId,
                    id);
            if (name.isPresent()) {
                audit.add(transaction, actor, "token removed", name.get());
            }
            return name.isPresent();
        });
    }
}
