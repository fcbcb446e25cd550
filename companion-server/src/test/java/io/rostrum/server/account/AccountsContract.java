package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Refused;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.Credentials.Proof;
import io.rostrum.server.auth.Access;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Scope;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.DatabaseException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What accounts do, over either kind of database.
abstract class AccountsContract {
    private static final Secret PASSWORD = new Secret("correct horse");
    private static final Actor ACTOR = new Actor("test", "192.0.2.9");
    private static final Optional<String> NO_CODE = Optional.empty();

    @TempDir
    private Path directory;

    /// Moved by the tests.
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final InetAddress peer = InetAddress.getLoopbackAddress();
    private Database database;
    private Accounts accounts;
    private Sessions sessions;
    private Credentials credentials;
    private ApiTokens tokens;
    private AuditLog audit;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() {
        database = Database.open(directory, config(), clock);
        PasswordHash passwords = new PasswordHash(new PasswordHash.Cost(16, 1));
        audit = new AuditLog(database, clock);
        accounts = new Accounts(database, passwords, audit, clock);
        sessions = new Sessions(database, AccountConfig.DEFAULT, clock);
        credentials = new Credentials(
                database, passwords, audit, clock, () -> clock.instant().toEpochMilli() * 1_000_000);
        tokens = new ApiTokens(database, audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static <T> T given(Answer<T> answer) {
        if (answer instanceof Given<T>(T value)) {
            return value;
        }
        throw new AssertionError("refused: " + answer);
    }

    private static Why why(Answer<?> answer) {
        if (answer instanceof Refused<?>(Why why, String _)) {
            return why;
        }
        throw new AssertionError("not refused: " + answer);
    }

    private Account owner() throws DatabaseException {
        return given(accounts.claim("Ada", PASSWORD, ACTOR));
    }

    private Account joined(String name, Role role) throws DatabaseException {
        return given(accounts.accept(accounts.invite(role, Optional.empty(), ACTOR), name, PASSWORD, "192.0.2.1"));
    }

    private boolean signsIn(String name, Secret password, Optional<String> code) throws DatabaseException {
        return credentials.prove(name, password, code, peer) instanceof Given<Proof>(Proof.Proved _);
    }

    @Test
    void theServerIsClaimedOnce() throws Exception {
        assertThat(accounts.isClaimed()).isFalse();
        assertThat(owner().role()).isEqualTo(Role.OWNER);
        assertThat(accounts.isClaimed()).isTrue();
        assertThat(why(accounts.claim("Eve", PASSWORD, ACTOR))).isEqualTo(Why.CONFLICT);
        assertThat(accounts.list()).extracting(Account::name).containsExactly("Ada");
    }

    @Test
    void aPasswordIsKeptAsArgon2idAndNameAndPasswordAreOneAnswer() throws Exception {
        owner();
        Optional<String> stored = database.read(
                transaction -> transaction.one("SELECT password FROM accounts", row -> row.text("password")));
        assertThat(stored.orElseThrow()).startsWith("$argon2id$v=19$m=16,t=1,p=1$");

        assertThat(signsIn("ada", PASSWORD, NO_CODE)).isTrue();
        assertThat(credentials.prove("ada", new Secret("wrong"), NO_CODE, peer))
                .isEqualTo(credentials.prove("nobody", PASSWORD, NO_CODE, peer));
    }

    @Test
    void guessingIsSlowedDownAndARightAnswerForgetsIt() throws Exception {
        owner();
        for (int i = 0; i < LoginLimiter.FREE_FAILURES; i++) {
            assertThat(why(credentials.prove("Ada", new Secret("wrong"), NO_CODE, peer)))
                    .isEqualTo(Why.WRONG);
        }
        assertThat(why(credentials.prove("Ada", PASSWORD, NO_CODE, peer))).isEqualTo(Why.TOO_MANY);
        pass(Duration.ofSeconds(1));
        assertThat(signsIn("Ada", PASSWORD, NO_CODE)).isTrue();
        assertThat(why(credentials.prove("Ada", new Secret("wrong"), NO_CODE, peer)))
                .isEqualTo(Why.WRONG);
    }

    @Test
    void namesAreTakenWhateverTheirCase() throws Exception {
        owner();
        assertThat(why(accounts.accept(accounts.invite(Role.VIEWER, Optional.empty(), ACTOR), "ADA", PASSWORD, "")))
                .isEqualTo(Why.CONFLICT);
        for (String name : List.of("", "x", ".hidden", "a b", "<script>", "x".repeat(33), "a\u0000b")) {
            assertThat(why(accounts.accept(accounts.invite(Role.VIEWER, Optional.empty(), ACTOR), name, PASSWORD, "")))
                    .as(name)
                    .isEqualTo(Why.BAD);
        }
    }

    @Test
    void anInvitationCountsOnceAndForAWeek() throws Exception {
        Secret code = accounts.invite(Role.TEACHER, Optional.empty(), ACTOR);
        assertThat(why(accounts.accept(code, "Tom", new Secret("short"), ""))).isEqualTo(Why.BAD);
        assertThat(given(accounts.accept(code, "Tom", PASSWORD, "")).role()).isEqualTo(Role.TEACHER);
        assertThat(why(accounts.accept(code, "Tim", PASSWORD, ""))).isEqualTo(Why.WRONG);

        Secret old = accounts.invite(Role.OWNER, Optional.empty(), ACTOR);
        pass(Accounts.INVITED_FOR);
        assertThat(why(accounts.accept(old, "Tim", PASSWORD, ""))).isEqualTo(Why.WRONG);
    }

    @Test
    void aSessionEndsWhenItIsIdleOldOrRevoked() throws Exception {
        Account ada = owner();
        Secret one = sessions.begin(ada, peer, "Browser 1");
        Secret other = sessions.begin(ada, peer, "Browser 2");
        assertThat(sessions.find(one)).map(Caller.Person::name).hasValue("Ada");
        assertThat(sessions.of(ada.id())).extracting(Sessions.Session::program).contains("Browser 1", "Browser 2");

        assertThat(sessions.end(ada.id(), sessions.find(one).orElseThrow().sessionId()))
                .isTrue();
        assertThat(sessions.find(one)).isEmpty();
        assertThat(sessions.find(other)).isPresent();

        for (int day = 0; day < 29; day++) {
            pass(Duration.ofDays(1));
            assertThat(sessions.find(other)).as("used on day " + day).isPresent();
        }
        pass(Duration.ofDays(1));
        assertThat(sessions.find(other)).as("thirty days").isEmpty();

        Secret idle = sessions.begin(ada, peer, "Browser 3");
        pass(Duration.ofDays(3));
        assertThat(sessions.find(idle)).as("three days without a request").isEmpty();
        assertThat(sessions.find(new Secret("rss_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")))
                .isEmpty();
    }

    @Test
    void onlyHashesOfSessionsAndTokensAreKept() throws Exception {
        Account ada = owner();
        Secret session = sessions.begin(ada, peer, "");
        Secret token = given(tokens.make(ada.id(), "bot", Set.of(Scope.READ), Duration.ofDays(1), ACTOR))
                .secret();
        List<String> kept = database.read(transaction -> transaction.list(
                "SELECT token_hash FROM sessions UNION SELECT token_hash FROM api_tokens",
                row -> row.text("token_hash")));
        assertThat(kept)
                .hasSize(2)
                .doesNotContain(session.reveal(), token.reveal())
                .allMatch(hash -> hash.length() == 64);
    }

    @Test
    void whatWasKnownCountsForAMinuteWhileTheDatabaseIsDown() throws Exception {
        Secret cookie = sessions.begin(owner(), peer, "");
        assertThat(sessions.find(cookie)).isPresent();
        database.close();

        pass(Sessions.STALE.minusSeconds(1));
        assertThat(sessions.find(cookie)).isPresent();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> sessions.find(cookie)).isInstanceOf(DatabaseException.class);
    }

    @Test
    void anAccountThatIsDisabledIsOutAtOnceAndTheLastOwnerStays() throws Exception {
        Account ada = owner();
        Account tom = joined("Tom", Role.TEACHER);
        Secret cookie = sessions.begin(tom, peer, "");
        Secret token = given(tokens.make(tom.id(), "bot", Set.of(Scope.READ), Duration.ofDays(1), ACTOR))
                .secret();
        assertThat(sessions.find(cookie)).isPresent();

        given(accounts.change(tom.id(), Optional.empty(), Optional.of(true), ACTOR));
        sessions.forget(tom.id());
        assertThat(sessions.find(cookie)).isEmpty();
        assertThat(tokens.find(token)).isEmpty();
        assertThat(signsIn("Tom", PASSWORD, NO_CODE)).isFalse();

        assertThat(why(accounts.change(ada.id(), Optional.of(Role.VIEWER), Optional.empty(), ACTOR)))
                .isEqualTo(Why.CONFLICT);
        assertThat(why(accounts.change(ada.id(), Optional.empty(), Optional.of(true), ACTOR)))
                .isEqualTo(Why.CONFLICT);
        assertThat(why(accounts.remove(ada.id(), ACTOR))).isEqualTo(Why.CONFLICT);
        assertThat(accounts.find(ada.id())).map(Account::role).hasValue(Role.OWNER);
        assertThat(why(accounts.remove("no-such", ACTOR))).isEqualTo(Why.MISSING);
        given(accounts.remove(tom.id(), ACTOR));
        assertThat(accounts.list()).hasSize(1);
        assertThat(audit.find(AuditLog.Search.ALL).entries())
                .extracting(AuditLog.Entry::action)
                .contains("claimed", "invited", "joined", "removed");
    }

    private AuditLog.Found done(String actor, String action, String subject, Optional<AuditLog.Place> before)
            throws DatabaseException {
        return audit.find(new AuditLog.Search(
                actor, action, subject, AuditLog.Search.ALL.from(), AuditLog.Search.ALL.to(), before));
    }

    @Test
    void whatWasDoneIsFoundByWhoWhatAndWhen() throws Exception {
        Actor percy = new Actor("100%_Percy", "192.0.2.7");
        Instant begin = now;
        database.write(transaction -> {
            audit.add(transaction, ACTOR, "token made", "of the Camera");
            return 0;
        });
        pass(Duration.ofHours(1));
        database.write(transaction -> {
            audit.add(transaction, percy, "token removed", "of the camera");
            return 0;
        });

        assertThat(done("", "TOKEN", "camera", Optional.empty()).entries())
                .extracting(AuditLog.Entry::action)
                .containsExactly("token removed", "token made");
        assertThat(done("0%_p", "", "", Optional.empty()).entries())
                .extracting(AuditLog.Entry::address)
                .containsExactly("192.0.2.7");
        assertThat(done("0__p", "", "", Optional.empty()).entries())
                .as("nothing stands for other letters")
                .isEmpty();
        assertThat(audit.find(new AuditLog.Search("", "", "", begin, now, Optional.empty()))
                        .entries())
                .extracting(AuditLog.Entry::action)
                .containsExactly("token made");
    }

    @Test
    void whatWasDoneAtOneTimeIsGivenInPartsWithoutLossOrRepeat() throws Exception {
        database.write(transaction -> {
            for (int i = 0; i < 401; i++) {
                audit.add(transaction, ACTOR, "token made", "number " + i);
            }
            return 0;
        });
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<AuditLog.Place> place = Optional.empty();
        do {
            AuditLog.Found found = done("", "", "", place);
            sizes.add(found.entries().size());
            found.entries().forEach(entry -> seen.add(entry.subject()));
            place = found.next().map(AuditLog.Place::text).flatMap(AuditLog.Place::of);
        } while (place.isPresent());

        assertThat(sizes).containsExactly(200, 200, 1);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void codesAreAskedForOnceOneWasSeenAndNoneCountsTwice() throws Exception {
        Account ada = owner();
        assertThat(why(credentials.beginCodes(ada.id(), new Secret("wrong horse"), peer)))
                .isEqualTo(Why.WRONG);
        Secret secret = given(credentials.beginCodes(ada.id(), PASSWORD, peer));
        assertThat(signsIn("Ada", PASSWORD, NO_CODE)).as("not yet confirmed").isTrue();
        assertThat(why(credentials.confirmCodes(ada.id(), "000000x", ACTOR))).isEqualTo(Why.WRONG);
        List<String> recovery = given(credentials.confirmCodes(ada.id(), code(secret), ACTOR));

        assertThat(credentials.prove("Ada", PASSWORD, NO_CODE, peer)).isEqualTo(new Given<>(new Proof.CodeNeeded()));
        assertThat(signsIn("Ada", PASSWORD, Optional.of(code(secret))))
                .as("confirming has used it up")
                .isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(signsIn("Ada", new Secret("wrong horse"), Optional.of(code(secret))))
                .isFalse();
        assertThat(signsIn("Ada", PASSWORD, Optional.of(code(secret)))).isTrue();
        assertThat(signsIn("Ada", PASSWORD, Optional.of(code(secret))))
                .as("replay")
                .isFalse();

        assertThat(recovery).hasSize(10);
        assertThat(signsIn("Ada", PASSWORD, Optional.of(recovery.getFirst()))).isTrue();
        assertThat(signsIn("Ada", PASSWORD, Optional.of(recovery.getFirst())))
                .as("used up")
                .isFalse();

        given(credentials.endCodes(ada.id(), PASSWORD, ACTOR, peer));
        assertThat(signsIn("Ada", PASSWORD, NO_CODE)).isTrue();
    }

    @Test
    void whoeverHasThePasswordCannotGuessCodesWithoutEnd() throws Exception {
        Account ada = owner();
        given(credentials.confirmCodes(ada.id(), code(given(credentials.beginCodes(ada.id(), PASSWORD, peer))), ACTOR));

        for (int i = 0; i < LoginLimiter.FREE_FAILURES; i++) {
            assertThat(credentials.prove("Ada", PASSWORD, NO_CODE, peer))
                    .isEqualTo(new Given<>(new Proof.CodeNeeded()));
            assertThat(why(credentials.prove("Ada", PASSWORD, Optional.of("guess" + i), peer)))
                    .isEqualTo(Why.WRONG);
        }

        assertThat(why(credentials.prove("Ada", PASSWORD, NO_CODE, peer))).isEqualTo(Why.TOO_MANY);
    }

    private String code(Secret secret) {
        return Totp.code(secret, clock.instant().getEpochSecond() / 30);
    }

    private Answer<Account> changed(Account account, Secret old, Secret wanted, String keepSession, boolean keepTokens)
            throws DatabaseException {
        return credentials.changePassword(
                account.id(), new Credentials.NewPassword(old, wanted, keepSession, keepTokens), ACTOR, peer);
    }

    private Secret token(Account account) throws DatabaseException {
        return given(tokens.make(account.id(), "bot", Set.of(Scope.READ), Duration.ofDays(1), ACTOR))
                .secret();
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheOldOneAndThatOpensNothingMore() throws Exception {
        Account ada = owner();
        Account tom = joined("Tom", Role.OWNER);
        Secret mine = sessions.begin(ada, peer, "mine");
        Secret other = sessions.begin(ada, peer, "other");
        Secret toms = sessions.begin(tom, peer, "Tom's");
        Secret token = token(ada);
        String here = sessions.find(mine).orElseThrow().sessionId();
        Secret fresh = new Secret("battery staple");

        assertThat(why(changed(ada, new Secret("wrong horse"), fresh, here, false)))
                .isEqualTo(Why.WRONG);
        assertThat(why(changed(ada, PASSWORD, new Secret("short"), here, false)))
                .isEqualTo(Why.BAD);
        sessions.forget(ada.id());
        assertThat(sessions.find(other)).as("nothing was changed").isPresent();
        assertThat(tokens.find(token)).as("nothing was changed").isPresent();

        given(changed(ada, PASSWORD, fresh, here, false));
        sessions.forget(ada.id());
        assertThat(signsIn("Ada", PASSWORD, NO_CODE)).isFalse();
        assertThat(signsIn("Ada", fresh, NO_CODE)).isTrue();
        assertThat(sessions.find(mine)).isPresent();
        assertThat(sessions.find(other)).isEmpty();
        assertThat(sessions.find(toms)).as("of somebody else").isPresent();
        assertThat(tokens.find(token)).isEmpty();

        Secret kept = token(ada);
        given(changed(ada, fresh, PASSWORD, here, true));
        assertThat(tokens.find(kept)).as("kept as was asked").isPresent();
    }

    @Test
    void anInvitationEndsWithTheRightOfWhoInvites() throws Exception {
        owner();
        Account tom = joined("Tom", Role.OWNER);
        Optional<String> by = Optional.of(tom.id());
        Secret taken = accounts.invite(Role.VIEWER, by, ACTOR);
        assertThat(accounts.invitations()).singleElement().satisfies(open -> {
            assertThat(open.role()).isEqualTo(Role.VIEWER);
            assertThat(accounts.takeBack(open.id(), ACTOR)).isTrue();
            assertThat(accounts.takeBack(open.id(), ACTOR)).isFalse();
        });
        assertThat(why(accounts.accept(taken, "Eve", PASSWORD, ""))).isEqualTo(Why.WRONG);

        Secret disabled = accounts.invite(Role.OWNER, by, ACTOR);
        given(accounts.change(tom.id(), Optional.empty(), Optional.of(true), ACTOR));
        given(accounts.change(tom.id(), Optional.empty(), Optional.of(false), ACTOR));
        assertThat(why(accounts.accept(disabled, "Eve", PASSWORD, "")))
                .as("ended for good")
                .isEqualTo(Why.WRONG);

        Secret lessened = accounts.invite(Role.OWNER, by, ACTOR);
        given(accounts.change(tom.id(), Optional.of(Role.MODERATOR), Optional.empty(), ACTOR));
        Secret late = accounts.invite(Role.OWNER, by, ACTOR);
        assertThat(why(accounts.accept(lessened, "Eve", PASSWORD, ""))).isEqualTo(Why.WRONG);
        assertThat(why(accounts.accept(late, "Eve", PASSWORD, "")))
                .as("made while the right was being taken")
                .isEqualTo(Why.WRONG);

        given(accounts.change(tom.id(), Optional.of(Role.OWNER), Optional.empty(), ACTOR));
        Secret orphaned = accounts.invite(Role.VIEWER, by, ACTOR);
        Secret operators = accounts.invite(Role.VIEWER, Optional.empty(), ACTOR);
        given(accounts.remove(tom.id(), ACTOR));
        assertThat(why(accounts.accept(orphaned, "Eve", PASSWORD, ""))).isEqualTo(Why.WRONG);
        assertThat(accounts.invitations()).hasSize(1);
        given(accounts.accept(operators, "Uma", PASSWORD, ""));
    }

    @Test
    void anOwnerGetsInAgainByTheCommandLine() throws Exception {
        Account ada = owner();
        Secret cookie = sessions.begin(ada, peer, "");
        given(credentials.confirmCodes(ada.id(), code(given(credentials.beginCodes(ada.id(), PASSWORD, peer))), ACTOR));
        Secret fresh = new Secret("battery staple");
        Secret token = token(ada);
        given(accounts.setOwner("ADA", fresh));

        assertThat(signsIn("Ada", fresh, NO_CODE)).isTrue();
        assertThat(tokens.find(token)).isEmpty();
        assertThat(sessions.find(cookie)).isEmpty();
        assertThat(why(accounts.setOwner("Ada", new Secret("short")))).isEqualTo(Why.BAD);
    }

    @Test
    void aTokenMayWhatItsScopesAndItsAccountMay() throws Exception {
        Account tom = joined("Tom", Role.MODERATOR);
        owner();
        Secret secret = given(
                        tokens.make(tom.id(), "bot", EnumSet.of(Scope.READ, Scope.USERS), Duration.ofDays(1), ACTOR))
                .secret();
        Caller.Token token = tokens.find(secret).orElseThrow();

        assertThat(access(Role.MODERATOR, Scope.READ).allows(token)).isTrue();
        assertThat(access(Role.MODERATOR, Scope.MODERATE).allows(token))
                .as("no such scope")
                .isFalse();
        assertThat(access(Role.OWNER, Scope.USERS).allows(token))
                .as("the account may not")
                .isFalse();
        assertThat(new Access(Optional.of(Role.VIEWER), Optional.empty()).allows(token))
                .as("people only")
                .isFalse();

        assertThat(tokens.of(tom.id()).getFirst().usedAt()).hasValue(clock.instant());
        pass(Duration.ofDays(1));
        assertThat(tokens.find(secret)).isEmpty();
    }

    private static Access access(Role role, Scope scope) {
        return new Access(Optional.of(role), Optional.of(scope));
    }
}
