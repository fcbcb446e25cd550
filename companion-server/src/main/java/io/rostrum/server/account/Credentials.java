package io.rostrum.server.account;

import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Transaction;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// What people prove with that an account is theirs: a password, and where they want it a code besides
/// (TOTP). Blocks; thread-safe.
public final class Credentials {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LETTERS = 12;
    private static final String WRONG = "Name, password or code is wrong.";

    private final Database database;
    private final PasswordHash passwords;
    private final AuditLog audit;
    private final Clock clock;
    private final LoginLimiter limiter;
    private final SecureRandom random = new SecureRandom();
    private final Tickets tickets = new Tickets(random);

    /// How far a sign-in got.
    public sealed interface Proof {
        /// It is the account's owner.
        record Proved(Account account) implements Proof {}

        /// The password is right; a code is asked for besides.
        record CodeNeeded() implements Proof {}
    }

    private record Stored(Account account, String password, Optional<String> totp, long step) {}

    /// @param nanoTime a monotonic clock
    public Credentials(Database database, PasswordHash passwords, AuditLog audit, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.limiter = new LoginLimiter(nanoTime);
    }

    private static Optional<Stored> stored(Transaction transaction, String key) throws DatabaseException {
        return transaction.one(
                "SELECT * FROM accounts WHERE name_key = ? OR id = ?",
                row -> new Stored(
                        Accounts.read(row),
                        row.text("password"),
                        row.optionalText("totp_secret"),
                        row.number("totp_step")),
                key,
                key);
    }

    /// {@return a refusal if this was tried too often}
    ///
    /// @param what is tried: an account's key, or what stands in its place
    Optional<String> tooOften(InetAddress peer, String what) {
        Duration wait = limiter.enter(peer, what);
        return wait.isZero()
                ? Optional.empty()
                : Optional.of("This was tried too often; try again in " + Math.max(1, wait.toSeconds()) + " s.");
    }

    /// Forgets the failures after a try that was right.
    void right(InetAddress peer, String what) {
        limiter.succeeded(peer, what);
    }

    /// Looks at name, password and code. It takes as long for a name that is unknown as for a password
    /// that is wrong.
    ///
    /// @param code six digits of an authenticator program, or a recovery code; empty if none was given
    public Answer<Proof> prove(String name, Secret password, Optional<String> code, InetAddress peer)
            throws DatabaseException {
        String key = Account.key(name);
        Optional<String> tooOften = tooOften(peer, key);
        if (tooOften.isPresent()) {
            return Answer.refused(Why.TOO_MANY, tooOften.get());
        }
        Optional<Stored> stored = database.read(transaction -> stored(transaction, key))
                .filter(found -> !found.account().disabled());
        if (!passwords.matches(password, stored.map(Stored::password)) || stored.isEmpty()) {
            return Answer.refused(Why.WRONG, WRONG);
        }
        Stored found = stored.get();
        if (found.totp().isPresent()) {
            if (code.isEmpty()) {
                limiter.undecided(peer, key); // whoever has the password may not guess codes without end
                return new Given<>(new Proof.CodeNeeded());
            }
            if (!database.write(transaction -> useCode(transaction, found, code.get()))) {
                return Answer.refused(Why.WRONG, WRONG);
            }
        }
        right(peer, key);
        return new Given<>(new Proof.Proved(found.account()));
    }

    /// Uses a code up: neither a code of the authenticator nor a recovery code counts twice.
    private boolean useCode(Transaction transaction, Stored stored, String code) throws DatabaseException {
        OptionalLong step = Totp.step(new Secret(stored.totp().orElse("")), code, clock.instant(), stored.step());
        if (step.isPresent()) {
            return transaction.change(
                            "UPDATE accounts SET totp_step = ? WHERE id = ? AND totp_step < ?",
                            step.getAsLong(),
                            stored.account().id(),
                            step.getAsLong())
                    == 1;
        }
        return transaction.change(
                        "DELETE FROM recovery_codes WHERE account_id = ? AND code_hash = ?",
                        stored.account().id(),
                        Tickets.hash(recovery(code)))
                == 1;
    }

    private static Secret recovery(String written) {
        return new Secret(written.replace("-", "").replace(" ", "").toLowerCase(Locale.ROOT));
    }

    private Answer<Account> again(String accountId, Secret password, InetAddress peer) throws DatabaseException {
        Optional<String> tooOften = tooOften(peer, accountId);
        if (tooOften.isPresent()) {
            return Answer.refused(Why.TOO_MANY, tooOften.get());
        }
        Optional<Stored> stored = database.read(transaction -> stored(transaction, accountId));
        if (!passwords.matches(password, stored.map(Stored::password)) || stored.isEmpty()) {
            return Answer.refused(Why.WRONG, "The password is wrong.");
        }
        right(peer, accountId);
        return new Given<>(stored.get().account());
    }

    /// A password somebody wants changed.
    ///
    /// @param keepSession the session that goes on, of all the account's
    /// @param keepTokens  whether the account's API tokens go on
    public record NewPassword(Secret old, Secret wanted, String keepSession, boolean keepTokens) {}

    /// Changes the password of somebody who knows the old one. Whoever got in with that is out in the same moment.
    public Answer<Account> changePassword(String accountId, NewPassword change, Actor actor, InetAddress peer)
            throws DatabaseException {
        Optional<String> objection = PasswordHash.objection(change.wanted());
        if (objection.isPresent()) {
            return Answer.refused(Why.BAD, objection.get());
        }
        Answer<Account> known = again(accountId, change.old(), peer);
        if (known instanceof Given<Account>) {
            String hash = passwords.of(change.wanted());
            database.write(transaction -> {
                transaction.change("UPDATE accounts SET password = ? WHERE id = ?", hash, accountId);
                signOut(transaction, accountId, Optional.of(change.keepSession()), change.keepTokens());
                audit.add(transaction, actor, "password changed", actor.name());
                return true;
            });
        }
        return known;
    }

    /// Ends what an account is used by: sessions but the one to keep, and API tokens.
    static void signOut(Transaction transaction, String accountId, Optional<String> keepSession, boolean keepTokens)
            throws DatabaseException {
        transaction.change("DELETE FROM sessions WHERE account_id = ? AND id <> ?", accountId, keepSession.orElse(""));
        if (!keepTokens) {
            transaction.change("DELETE FROM api_tokens WHERE account_id = ?", accountId);
        }
    }

    /// Begins to ask for codes of somebody who knows the password: what is given back goes into an authenticator
    /// program, and counts once a code of it was seen.
    public Answer<Secret> beginCodes(String accountId, Secret password, InetAddress peer) throws DatabaseException {
        if (again(accountId, password, peer) instanceof Answer.Refused<Account>(Why why, String words)) {
            return Answer.refused(why, words);
        }
        Secret secret = Totp.newSecret(random);
        int changed = database.write(transaction -> transaction.change(
                "UPDATE accounts SET totp_pending = ? WHERE id = ? AND totp_secret IS NULL",
                secret.reveal(),
                accountId));
        return changed == 1
                ? new Given<>(secret)
                : Answer.refused(Why.CONFLICT, "Codes are asked for already; switch them off first to begin anew.");
    }

    /// Asks for codes from now on.
    ///
    /// @param code of the authenticator program, which proves that it has the secret
    /// @return codes for the day it is lost, each good for once, shown this once
    public Answer<List<String>> confirmCodes(String accountId, String code, Actor actor) throws DatabaseException {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(tickets.make("", RECOVERY_LETTERS).reveal());
        }
        return database.write(transaction -> {
            Optional<Secret> pending = transaction
                    .one(
                            "SELECT totp_pending FROM accounts WHERE id = ? AND totp_secret IS NULL",
                            row -> row.optionalText("totp_pending"),
                            accountId)
                    .flatMap(found -> found.map(Secret::new));
            OptionalLong step =
                    pending.isEmpty() ? OptionalLong.empty() : Totp.step(pending.get(), code, clock.instant(), 0);
            if (pending.isEmpty() || step.isEmpty()) {
                return Answer.refused(
                        Why.WRONG, "This is not the code that belongs to it now; take the next one, or begin anew.");
            }
            transaction.change(
                    "UPDATE accounts SET totp_secret = ?, totp_pending = NULL, totp_step = ? WHERE id = ?",
                    pending.get().reveal(),
                    step.getAsLong(),
                    accountId);
            transaction.change("DELETE FROM recovery_codes WHERE account_id = ?", accountId);
            for (String recovery : codes) {
                transaction.change(
                        "INSERT INTO recovery_codes (account_id, code_hash) VALUES (?, ?)",
                        accountId,
                        Tickets.hash(recovery(recovery)));
            }
            audit.add(transaction, actor, "codes on", actor.name());
            return new Given<>(codes.stream().map(Credentials::grouped).toList());
        });
    }

    private static String grouped(String code) {
        return code.substring(0, 4) + "-" + code.substring(4, 8) + "-" + code.substring(8);
    }

    /// Asks for codes no more.
    public Answer<Account> endCodes(String accountId, Secret password, Actor actor, InetAddress peer)
            throws DatabaseException {
        Answer<Account> known = again(accountId, password, peer);
        if (known instanceof Given<Account>) {
            database.write(transaction -> {
                transaction.change(
                        "UPDATE accounts SET totp_secret = NULL, totp_pending = NULL WHERE id = ?", accountId);
                transaction.change("DELETE FROM recovery_codes WHERE account_id = ?", accountId);
                audit.add(transaction, actor, "codes off", actor.name());
                return true;
            });
        }
        return known;
    }
}
