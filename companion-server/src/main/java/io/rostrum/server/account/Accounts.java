package io.rostrum.server.account;

import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The accounts of the server. There is always an owner who can sign in, once there was one. Blocks;
/// thread-safe.
public final class Accounts {
    /// How long an invitation counts.
    static final Duration INVITED_FOR = Duration.ofDays(7);
    private static final String INVITATION = "inv_";

    private static final String NO_INVITATION =
            "This invitation is used up, taken back or too old; ask who sent it for another one.";

    /// Owners invite, as `openapi.yaml` says.
    private static final String OF_WHO_MAY_INVITE = " AND (account_id IS NULL OR account_id IN"
            + " (SELECT id FROM accounts WHERE role = 'owner' AND disabled = 0))";

    private final Database database;
    private final PasswordHash passwords;
    private final AuditLog audit;
    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());
    private final List<Runnable> observers = new CopyOnWriteArrayList<>();

    public Accounts(Database database, PasswordHash passwords, AuditLog audit, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /// Calls `observer` after an account was made, changed or removed, on the thread that did.
    public void onChanged(Runnable observer) {
        observers.add(observer);
    }

    private <T> Answer<T> told(Answer<T> answer) {
        if (answer instanceof Given<T>) {
            observers.forEach(Runnable::run);
        }
        return answer;
    }

    /// {@return whether the server has an owner}
    public boolean isClaimed() throws DatabaseException {
        return database.read(Accounts::hasOwner);
    }

    private static boolean hasOwner(Transaction transaction) throws DatabaseException {
        return transaction
                .one("SELECT id FROM accounts WHERE role = 'owner' LIMIT 1", row -> row.text("id"))
                .isPresent();
    }

    /// Makes the first owner.
    public Answer<Account> claim(String name, Secret password, Actor actor) throws DatabaseException {
        return add(name, password, transaction -> {
            if (hasOwner(transaction)) {
                return Answer.refused(Why.CONFLICT, "This server has an owner already; sign in instead.");
            }
            return new Given<>(new Welcome(Role.OWNER, "claimed", actor));
        });
    }

    /// Sets the password of an owner from this machine's command line: makes the account where there is
    /// none of that name, and lets it in again where it was disabled or its codes were lost.
    public Answer<Account> setOwner(String name, Secret password) throws DatabaseException {
        Optional<String> valid = Account.name(name);
        Optional<String> objection = valid.isEmpty()
                ? Optional.of("This is no name of an account (expected: " + Account.GRAMMAR + ").")
                : PasswordHash.objection(password);
        if (objection.isPresent()) {
            return Answer.refused(Why.BAD, objection.get());
        }
        String hash = passwords.of(password);
        Actor actor = new Actor("command line", "");
        return told(database.write(transaction -> {
            Optional<Account> there = byName(transaction, valid.orElse(""));
            if (there.isEmpty()) {
                return new Given<>(
                        insert(transaction, valid.orElse(""), hash, new Welcome(Role.OWNER, "claimed", actor)));
            }
            Account account = there.get();
            transaction.change(
                    "UPDATE accounts SET role = 'owner', password = ?, totp_secret = NULL, totp_pending = NULL,"
                            + " disabled = 0 WHERE id = ?",
                    hash,
                    account.id());
            Credentials.signOut(transaction, account.id(), Optional.empty(), false);
            audit.add(transaction, actor, "password set", account.name());
            return new Given<>(account);
        }));
    }

    /// @param action told to the audit log
    private record Welcome(Role role, String action, Actor actor) {}

    private interface Admission {
        Answer<Welcome> decide(Transaction transaction) throws DatabaseException;
    }

    private Answer<Account> add(String text, Secret password, Admission admission) throws DatabaseException {
        Optional<String> name = Account.name(text);
        if (name.isEmpty()) {
            return Answer.refused(Why.BAD, "This is no name of an account (expected: " + Account.GRAMMAR + ").");
        }
        Optional<String> objection = PasswordHash.objection(password);
        if (objection.isPresent()) {
            return Answer.refused(Why.BAD, objection.get());
        }
        String hash = passwords.of(password);
        try {
            return told(database.write(transaction -> switch (admission.decide(transaction)) {
                case Answer.Refused<Welcome>(Why why, String words) -> Answer.refused(why, words);
                case Given<Welcome>(Welcome welcome) -> new Given<>(insert(transaction, name.get(), hash, welcome));
            }));
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.CONFLICT) {
                return Answer.refused(Why.CONFLICT, "There is an account of this name already; choose another.");
            }
            throw e;
        }
    }

    private Account insert(Transaction transaction, String name, String hash, Welcome welcome)
            throws DatabaseException {
        Instant now = clock.instant();
        Account account = new Account(tickets.id(now), name, welcome.role(), false, false, now, Optional.empty());
        transaction.change(
                "INSERT INTO accounts (id, name, name_key, role, password, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                account.id(),
                name,
                Account.key(name),
                welcome.role().text(),
                hash,
                now);
        Actor actor = welcome.actor().name().isEmpty()
                ? new Actor(name, welcome.actor().address())
                : welcome.actor();
        audit.add(transaction, actor, welcome.action(), name);
        return account;
    }

    /// One invitation that nobody has taken up yet, without its code.
    public record Invitation(String id, Role role, String by, Instant createdAt, Instant expiresAt) {}

    /// Invites somebody.
    ///
    /// @param by the account that invites, with whose right to do so the invitation ends; empty for the operator
    /// @return a code that makes one account of that role, within [#INVITED_FOR]
    public Secret invite(Role role, Optional<String> by, Actor actor) throws DatabaseException {
        Secret code = tickets.make(INVITATION);
        Instant now = clock.instant();
        return database.write(transaction -> {
            transaction.change(
                    "INSERT INTO invitations (id, code_hash, role, invited_by, account_id, created_at, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    tickets.id(now),
                    Tickets.hash(code),
                    role.text(),
                    actor.name(),
                    by,
                    now,
                    now.plus(INVITED_FOR));
            audit.add(transaction, actor, "invited", role.text());
            return code;
        });
    }

    /// {@return the invitations that count, the newest first}
    public List<Invitation> invitations() throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT id, role, invited_by, created_at, expires_at FROM invitations WHERE expires_at > ?"
                        + OF_WHO_MAY_INVITE + " ORDER BY created_at DESC, id DESC",
                row -> new Invitation(
                        row.text("id"),
                        role(row),
                        row.text("invited_by"),
                        row.time("created_at"),
                        row.time("expires_at")),
                clock.instant()));
    }

    /// {@return whether there was such an invitation; it counts no more}
    public boolean takeBack(String invitation, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            Optional<String> role = transaction.one(
                    "DELETE FROM invitations WHERE id = ? RETURNING role", row -> row.text("role"), invitation);
            if (role.isPresent()) {
                audit.add(transaction, actor, "invitation taken back", role.get());
            }
            return role.isPresent();
        });
    }

    /// Makes an account of an invitation, which counts once.
    public Answer<Account> accept(Secret code, String name, Secret password, String address) throws DatabaseException {
        String hash = Tickets.hash(code);
        Optional<Role> invited = database.read(transaction -> transaction.one(
                        "SELECT role FROM invitations WHERE code_hash = ? AND expires_at > ?" + OF_WHO_MAY_INVITE,
                        row -> row.text("role"),
                        hash,
                        clock.instant()))
                .flatMap(Role::of);
        if (invited.isEmpty()) {
            return Answer.refused(Why.WRONG, NO_INVITATION); // before the password costs a hash
        }
        return add(name, password, transaction -> {
            Optional<Role> role = transaction
                    .one(
                            "DELETE FROM invitations WHERE code_hash = ? AND expires_at > ?" + OF_WHO_MAY_INVITE
                                    + " RETURNING role",
                            row -> row.text("role"),
                            hash,
                            clock.instant())
                    .flatMap(Role::of);
            return role.isEmpty()
                    ? Answer.refused(Why.WRONG, NO_INVITATION)
                    : new Given<>(new Welcome(role.get(), "joined", new Actor("", address)));
        });
    }

    private static Role role(Row row) throws DatabaseException {
        String role = row.text("role");
        return Role.of(role)
                .orElseThrow(() -> new IllegalStateException("role: " + role + " (expected: one of the server's)"));
    }

    static Account read(Row row) throws DatabaseException {
        return new Account(
                row.text("id"),
                row.text("name"),
                role(row),
                row.optionalText("totp_secret").isPresent(),
                row.truth("disabled"),
                row.time("created_at"),
                row.optionalTime("signed_in_at"));
    }

    /// {@return all, by name}
    public List<Account> list() throws DatabaseException {
        return database.read(
                transaction -> transaction.list("SELECT * FROM accounts ORDER BY name_key", Accounts::read));
    }

    /// {@return the account of an id}
    public Optional<Account> find(String id) throws DatabaseException {
        return database.read(transaction -> byId(transaction, id));
    }

    static Optional<Account> byId(Transaction transaction, String id) throws DatabaseException {
        return transaction.one("SELECT * FROM accounts WHERE id = ?", Accounts::read, id);
    }

    private static Optional<Account> byName(Transaction transaction, String name) throws DatabaseException {
        return transaction.one("SELECT * FROM accounts WHERE name_key = ?", Accounts::read, Account.key(name));
    }

    /// Changes role and use of an account.
    public Answer<Account> change(String id, Optional<Role> role, Optional<Boolean> disabled, Actor actor)
            throws DatabaseException {
        return changing(id, actor, role.isPresent() || disabled.isPresent(), (transaction, account) -> {
            Role newRole = role.orElse(account.role());
            boolean off = disabled.orElse(account.disabled());
            transaction.change(
                    "UPDATE accounts SET role = ?, disabled = ? WHERE id = ?", newRole.text(), off, account.id());
            if (off) {
                transaction.change("DELETE FROM sessions WHERE account_id = ?", account.id());
            }
            if (off || newRole != Role.OWNER) {
                transaction.change("DELETE FROM invitations WHERE account_id = ?", account.id());
            }
            return (off ? "disabled, " : "") + newRole.text();
        });
    }

    /// Removes an account with all that is its own.
    public Answer<Account> remove(String id, Actor actor) throws DatabaseException {
        return changing(id, actor, true, (transaction, account) -> {
            transaction.change("DELETE FROM accounts WHERE id = ?", account.id());
            return "removed";
        });
    }

    private interface Change {
        /// {@return what the audit log calls it}
        String make(Transaction transaction, Account account) throws DatabaseException;
    }

    /// Thrown where a change would leave nobody in charge, so that the transaction is taken back.
    private static final class NobodyLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Answer<Account> changing(String id, Actor actor, boolean something, Change change)
            throws DatabaseException {
        if (!something) {
            return Answer.refused(Why.BAD, "What can be changed is role and disabled.");
        }
        try {
            return told(database.write(transaction -> {
                Optional<Account> account = byId(transaction, id);
                if (account.isEmpty()) {
                    return Answer.refused(Why.MISSING, "There is no such account.");
                }
                String action = change.make(transaction, account.get());
                if (!hasActiveOwner(transaction)) {
                    throw new NobodyLeft();
                }
                audit.add(transaction, actor, action, account.get().name());
                return new Given<>(byId(transaction, id).orElse(account.get()));
            }));
        } catch (NobodyLeft e) {
            return Answer.refused(
                    Why.CONFLICT, "This is the only owner who can sign in; make somebody else an owner first.");
        }
    }

    private static boolean hasActiveOwner(Transaction transaction) throws DatabaseException {
        return transaction
                .one("SELECT id FROM accounts WHERE role = 'owner' AND disabled = 0 LIMIT 1", row -> row.text("id"))
                .isPresent();
    }

    /// Deletes what is over: sessions, tokens and invitations that count no more, and old entries of the
    /// audit log.
    ///
    /// @param sessionsBefore sessions that nobody used since then
    public void forgetOld(Instant sessionsBefore) throws DatabaseException {
        Instant now = clock.instant();
        database.write(transaction -> {
            transaction.change("DELETE FROM invitations WHERE expires_at <= ?", now);
            transaction.change("DELETE FROM api_tokens WHERE expires_at <= ?", now);
            transaction.change("DELETE FROM sessions WHERE seen_at <= ?", sessionsBefore);
            audit.forgetOld(transaction);
            return true;
        });
    }
}
