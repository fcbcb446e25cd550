package io.rostrum.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rostrum.server.account.Account;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.ChatJson.NewBan;
import io.rostrum.server.chat.ChatJson.RulesChange;
import io.rostrum.server.chat.Moderation.Moderator;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Refused;
import io.rostrum.server.chat.Outcome.Why;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What rooms and moderators do, over either kind of database.
abstract class ChatContract {
    private static final StreamName CAM = new StreamName("cam");
    private static final Speaker TOM = guest("Tom", "203.0.113.5");
    private static final Speaker EVE = guest("Eve", "203.0.113.9");
    private static final Speaker TEACHER =
            new Speaker("account:t", "Ms_Byron", "", Optional.of(Role.TEACHER), "203.0.113.7");
    private static final Moderator BYRON =
            new Moderator(new Actor("Ms_Byron", "203.0.113.7"), Optional.of(Role.TEACHER));

    @TempDir
    private Path directory;

    /// Moved by the tests.
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private Optional<Instant> live = Optional.of(now.minusSeconds(5));
    private boolean planned;
    private Database database;
    private AuditLog audit;
    private Accounts accounts;
    private ChatStore store;
    private Moderation moderation;
    private Room room;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() throws Exception {
        database = Database.open(directory, config(), clock);
        audit = new AuditLog(database, clock);
        accounts = new Accounts(database, new PasswordHash(new PasswordHash.Cost(16, 1)), audit, clock);
        reopen();
    }

    /// As after a restart.
    private void reopen() throws Exception {
        store = new ChatStore(database, audit);
        moderation = new Moderation(store, accounts, clock);
        room = new Room(
                CAM,
                new Room.Surroundings(
                        store,
                        _ -> live,
                        _ -> planned,
                        () -> Set.of(Skeleton.of("Ada")),
                        clock,
                        () -> now.toEpochMilli() * 1_000_000),
                store.newest(CAM, Room.HISTORY),
                store.rules(CAM),
                store.bans(CAM));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Speaker guest(String name, String address) {
        return Speaker.guest(Nick.parse(name).orElseThrow(), "ticket of " + name, address);
    }

    private static Nick nick(String name) {
        return Nick.parse(name).orElseThrow();
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Done<T>(T value)) {
            return value;
        }
        throw new AssertionError("refused: " + outcome);
    }

    private static Why why(Outcome<?> outcome) {
        if (outcome instanceof Refused<?> refusal) {
            return refusal.why();
        }
        throw new AssertionError("not refused: " + outcome);
    }

    private long said(Speaker by, String text) {
        pass(Duration.ofSeconds(1));
        return done(room.say(by, text));
    }

    private static NewBan ofMessage(long id, @Nullable String what, @Nullable Integer seconds) {
        return new NewBan(id, what, null, seconds, "because");
    }

    private List<String> texts() throws Exception {
        return store.newest(CAM, 1_000).stream().map(ChatMessage::text).toList();
    }

    private List<String> audited() throws Exception {
        return audit.find(AuditLog.Search.ALL).entries().reversed().stream()
                .map(entry -> entry.actor() + ": " + entry.action() + ": " + entry.subject())
                .toList();
    }

    @Test
    void whatIsSaidIsKeptWithItsTimesAndInOrder() throws Exception {
        long first = said(TOM, "one");
        long second = done(room.say(EVE, "two 👍"));
        assertThat(second).as("at the same moment").isGreaterThan(first);
        store.flush();
        assertThat(store.newest(CAM, 10))
                .satisfiesExactly(
                        one -> {
                            assertThat(one.at()).isEqualTo(now);
                            assertThat(one.streamMillis()).isEqualTo(6_000);
                            assertThat(one.nick()).isEqualTo("Tom");
                            assertThat(one.role()).isEmpty();
                            assertThat(one.address()).isEqualTo("203.0.113.5");
                        },
                        two -> assertThat(two.text()).isEqualTo("two 👍"));

        now = now.minusSeconds(60); // the clock was put back while the server was down
        reopen();
        assertThat(done(room.say(TOM, "three"))).isGreaterThan(second);
        assertThat(texts()).containsExactly("one", "two 👍", "three");
    }

    @Test
    void pagesGoBackToTheBeginning() throws Exception {
        for (int i = 0; i < 7; i++) {
            said(TEACHER, "m" + i);
        }
        List<ChatMessage> newest = store.newest(CAM, 3);
        assertThat(newest).extracting(ChatMessage::text).containsExactly("m4", "m5", "m6");
        assertThat(store.before(CAM, newest.getFirst().id(), 10))
                .extracting(ChatMessage::text)
                .containsExactly("m0", "m1", "m2", "m3");
        assertThat(store.after(CAM, -1, now.minusSeconds(3), now.minusSeconds(1), 10))
                .extracting(ChatMessage::text)
                .containsExactly("m3", "m4", "m5");
        assertThat(store.newest(new StreamName("other"), 3)).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneEvenIfItWasNotWrittenYet() throws Exception {
        long bad = said(EVE, "bad");
        said(TOM, "good");
        done(moderation.delete(room, bad, BYRON));
        assertThat(texts()).containsExactly("good");
        assertThat(room.find(bad)).isEmpty();
        assertThat(why(moderation.delete(room, bad, BYRON))).isEqualTo(Why.MISSING);

        pass(Duration.ofSeconds(1));
        done(moderation.clear(room, BYRON));
        assertThat(texts()).isEmpty();
        reopen();
        assertThat(audited())
                .containsExactly("Ms_Byron: chat message deleted: cam: Eve, " + bad, "Ms_Byron: chat cleared: cam");
    }

    @Test
    void nobodyModeratesWhoeverIsAsHigh() throws Exception {
        long teachers = said(TEACHER, "mine");
        long owners = said(new Speaker("account:o", "Owner_1", "", Optional.of(Role.OWNER), ""), "hers");
        assertThat(why(moderation.delete(room, owners, BYRON))).isEqualTo(Why.FORBIDDEN);
        assertThat(why(moderation.ban(room, ofMessage(owners, null, null), BYRON)))
                .isEqualTo(Why.FORBIDDEN);
        assertThat(why(moderation.ban(room, ofMessage(teachers, null, 60), BYRON)))
                .isEqualTo(Why.FORBIDDEN);
        done(moderation.delete(room, teachers, BYRON));
        done(moderation.delete(room, owners, new Moderator(new Actor("operator", ""), Optional.empty())));
    }

    @Test
    void aTimeoutEndsByItselfAndSurvivesARestart() throws Exception {
        long id = said(EVE, "rude");
        done(moderation.ban(room, ofMessage(id, null, 60), BYRON));
        assertThat(room.say(EVE, "still here"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.retryMillis()).isEqualTo(60_000));
        assertThat(why(room.say(guest("eve.", "198.51.100.1"), "another browser")))
                .isEqualTo(Why.BANNED);
        assertThat(why(room.say(Speaker.guest(nick("Mallory"), "ticket of Eve", "198.51.100.1"), "another name")))
                .isEqualTo(Why.BANNED);
        said(TOM, "I may");

        reopen();
        assertThat(why(room.say(EVE, "after a restart"))).isEqualTo(Why.BANNED);
        pass(Duration.ofSeconds(60));
        said(EVE, "sorry");
        assertThat(room.bans()).isEmpty();
        store.forgetOld(Instant.EPOCH, Instant.EPOCH, now);
        assertThat(store.bans(CAM)).isEmpty();
        assertThat(audited()).containsExactly("Ms_Byron: chat timeout until 2026-11-23T10:01:01Z: cam: nick of Eve");
    }

    @Test
    void addressesAreShutOutAndLetInAgain() throws Exception {
        long id = said(EVE, "rude");
        Ban ban = done(moderation.ban(room, ofMessage(id, "address", null), BYRON));
        assertThat(ban.shown()).as("what moderators see is no address").isEqualTo("Eve");
        assertThat(why(room.say(guest("Other", EVE.address()), "x"))).isEqualTo(Why.BANNED);
        said(new Speaker("account:t2", "Mr_B", "", Optional.of(Role.TEACHER), EVE.address()), "moderators may");
        reopen();
        assertThat(why(room.say(guest("Other", EVE.address()), "x"))).isEqualTo(Why.BANNED);
        done(moderation.lift(room, ban.id(), BYRON));
        said(EVE, "thanks");
        assertThat(why(moderation.lift(room, ban.id(), BYRON))).isEqualTo(Why.MISSING);

        done(moderation.ban(room, new NewBan(null, "address", "2001:db8:1:2::5", null, null), BYRON));
        Speaker neighbour = guest("Neighbour", Speaker.network(InetAddress.ofLiteral("2001:db8:1:2:ffff::1")));
        assertThat(why(room.say(neighbour, "x"))).isEqualTo(Why.BANNED);
    }

    @Test
    void accountsAreShutOutByName() throws Exception {
        Account student = joined("Sam", Role.STUDENT);
        Account owner = joined("Olga", Role.OWNER);
        done(moderation.ban(room, new NewBan(null, "account", "sam", null, null), BYRON));
        assertThat(why(moderation.ban(room, new NewBan(null, "account", owner.name(), null, null), BYRON)))
                .isEqualTo(Why.FORBIDDEN);
        assertThat(why(moderation.ban(room, new NewBan(null, "account", "nobody", null, null), BYRON)))
                .isEqualTo(Why.MISSING);
        assertThat(why(room.say(
                        new Speaker("account:" + student.id(), "Sam", "", Optional.of(Role.STUDENT), ""), "hello")))
                .isEqualTo(Why.BANNED);
    }

    private Account joined(String name, Role role) throws Exception {
        Answer<Account> answer = accounts.accept(
                accounts.invite(role, Optional.empty(), new Actor("test", "")), name, new Secret("correct horse"), "");
        return answer instanceof Answer.Given<Account>(Account account) ? account : failed(answer);
    }

    private static Account failed(Answer<Account> answer) {
        throw new AssertionError(answer);
    }

    @Test
    void rulesCountForAllButModeratorsAndSurviveARestart() throws Exception {
        done(moderation.change(room, new RulesChange(30, false, null, List.of("spam*", " spam* ", "")), BYRON));
        done(moderation.change(room, new RulesChange(null, null, null, null), BYRON));
        reopen();
        assertThat(room.rules()).isEqualTo(new ChatRules(30, false, false, List.of("spam*")));

        said(TOM, "first");
        assertThat(room.say(TOM, "too soon")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Why.SLOW);
            assertThat(refused.retryMillis()).isEqualTo(30_000);
        });
        pass(Duration.ofSeconds(30));
        assertThat(why(room.say(TOM, "SPAMMY"))).isEqualTo(Why.WORDS);
        assertThat(why(room.say(TOM, "https://example.org"))).isEqualTo(Why.LINKS);
        said(TOM, "second");
        said(TEACHER, "https://example.org");
        said(TEACHER, "spam, at once");

        done(moderation.change(room, new RulesChange(0, true, true, List.of()), BYRON));
        assertThat(why(room.say(TOM, "x"))).isEqualTo(Why.MEMBERS);
        said(new Speaker("account:s", "Sam", "", Optional.of(Role.STUDENT), ""), "https://example.org");
        assertThat(why(moderation.change(room, new RulesChange(-1, null, null, null), BYRON)))
                .isEqualTo(Why.BAD);
        assertThat(why(moderation.change(room, new RulesChange(null, null, null, List.of("*")), BYRON)))
                .isEqualTo(Why.BAD);
        assertThat(audited()).hasSize(3).allMatch(line -> line.startsWith("Ms_Byron: chat rules: cam: slow "));
    }

    @Test
    void guestsWriteWhileTheStreamIsLiveAndShortlyAfter() {
        said(TOM, "hello");
        live = Optional.empty();
        room.tick();
        pass(Room.LINGER.minusSeconds(1));
        done(room.say(TOM, "bye"));
        pass(Duration.ofSeconds(1));
        assertThat(why(room.say(TOM, "anybody?"))).isEqualTo(Why.CLOSED);
        planned = true;
        done(room.say(TOM, "soon!"));
        planned = false;
        assertThat(room.say(TEACHER, "see you tomorrow")).isInstanceOf(Done.class);
        live = Optional.of(now);
        done(room.say(TOM, "hello again"));
    }

    @Test
    void aNameBelongsToOneGuest() {
        done(room.join(TOM, nick("Tom"), null));
        assertThat(why(room.join(guest("T0m", ""), nick("T0m"), null))).isEqualTo(Why.NICK);
        assertThat(why(room.join(guest("Ada", ""), nick("Ada"), null)))
                .as("an account's")
                .isEqualTo(Why.NICK);
        assertThat(why(room.join(guest("Moderator", ""), nick("Moderator"), null)))
                .isEqualTo(Why.NICK);
        done(room.join(TOM, nick("Tom"), null)); // the same browser, before its old connection is known to be gone
        Speaker renamed = Speaker.guest(nick("Thomas"), "ticket of Tom", TOM.address());
        done(room.join(renamed, nick("Thomas"), TOM));
        assertThat(why(room.join(guest("T0m", ""), nick("T0m"), null)))
                .as("the old connection goes by it")
                .isEqualTo(Why.NICK);
        done(room.join(renamed, nick("Thomas"), TOM));
        pass(Room.NICK_KEPT.plusSeconds(1));
        room.tick();
        done(room.join(guest("T0m", ""), nick("T0m"), null));
    }

    @Test
    void oldMessagesGoAndOldAddressesEarlier() throws Exception {
        said(TOM, "old");
        pass(Duration.ofDays(10));
        said(TOM, "newer");
        store.flush();
        store.forgetOld(now.minus(Duration.ofDays(20)), now.minus(Duration.ofDays(5)), now);
        assertThat(store.newest(CAM, 10)).extracting(ChatMessage::address).containsExactly("", TOM.address());
        store.forgetOld(now.minus(Duration.ofDays(5)), now.minus(Duration.ofDays(5)), now);
        assertThat(texts()).containsExactly("newer");
    }

    @Test
    void whatWaitsWhileTheDatabaseIsAwayIsWrittenLater() throws Exception {
        try (Database closed = Database.open(directory.resolve("missing"), DatabaseConfig.DEFAULT, clock)) {
            ChatStore away = new ChatStore(closed, audit);
            away.add(CAM, new ChatMessage(1, now, -1, "guest:x", "Tom", Optional.empty(), "", "one"));
            assertThat(catchThrowable(away::flush)).isNotNull();
            Files.createDirectory(directory.resolve("missing"));
            away.flush();
            assertThat(away.newest(CAM, 10)).extracting(ChatMessage::text).containsExactly("one");
            away.flush();
            assertThat(away.newest(CAM, 10)).hasSize(1);
        }
    }

    @Test
    void aRoomTakesOnlySoMuchAtOnce() {
        Outcome<Long> last = new Done<>(0L);
        int said = 0;
        for (int i = 0; i < 200 && last instanceof Done<Long>; i++) {
            last = room.say(guest("Guest" + i, "198.51.100." + i % 250), "x");
            said++;
        }
        assertThat(said).isEqualTo(101);
        assertThat(why(last)).isEqualTo(Why.RATE);
        said(TOM, "a second later");
    }
}
