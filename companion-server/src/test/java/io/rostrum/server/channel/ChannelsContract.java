package io.rostrum.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.account.Account;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel.Link;
import io.rostrum.server.channel.ChannelRules.Wanted;
import io.rostrum.server.channel.ChannelRules.WantedLink;
import io.rostrum.server.channel.Channels.Match;
import io.rostrum.server.channel.Channels.Outcome;
import io.rostrum.server.channel.Channels.Why;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.DatabaseException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What channels do, over either kind of database.
abstract class ChannelsContract {
    private static final Actor ACTOR = new Actor("test", "192.0.2.9");
    private static final StreamName MATHS = new StreamName("maths");
    private static final Match ANY = new Match.Any();
    private static final Editor OPERATOR = new Editor(Optional.empty(), Role.OWNER);

    @TempDir
    private Path directory;

    /// Moved by the tests.
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private Database database;
    private AuditLog audit;
    private Channels channels;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() {
        database = Database.open(directory, config(), clock);
        audit = new AuditLog(database, clock);
        channels = new Channels(database, audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Editor joined(String name, Role role) throws DatabaseException {
        Accounts accounts = new Accounts(database, new PasswordHash(new PasswordHash.Cost(16, 1)), audit, clock);
        Secret password = new Secret("correct horse");
        Answer<Account> joined =
                accounts.accept(accounts.invite(role, Optional.empty(), ACTOR), name, password, "192.0.2.1");
        if (joined instanceof Answer.Given<Account>(Account account)) {
            return new Editor(Optional.of(account.id()), role);
        }
        throw new AssertionError(joined);
    }

    private static Wanted title(@Nullable String title) {
        return new Wanted(title, null, null, null, null, null, null, null);
    }

    private static Wanted owner(String owner) {
        return new Wanted(null, null, null, null, null, null, null, owner);
    }

    private static Channel done(Outcome outcome) {
        if (outcome instanceof Outcome.Done(Optional<Channel> _, Channel after)) {
            return after;
        }
        throw new AssertionError("not done: " + outcome);
    }

    private static Why why(Outcome outcome) {
        if (outcome instanceof Outcome.Refused(Why why, String _)) {
            return why;
        }
        throw new AssertionError("not refused: " + outcome);
    }

    private Outcome put(Match match, Wanted wanted, Editor editor) throws DatabaseException {
        return channels.describe(MATHS, match, wanted, true, editor, ACTOR);
    }

    private Outcome patch(Wanted wanted, Editor editor) throws DatabaseException {
        return channels.describe(MATHS, ANY, wanted, false, editor, ACTOR);
    }

    /// {@return what a server finds that starts with this database}
    private Channels restarted() throws DatabaseException {
        Channels next = new Channels(database, audit, clock);
        assertThat(next.isListed(MATHS))
                .as("before it is known who is unlisted")
                .isFalse();
        next.load();
        return next;
    }

    /// Who owns a channel leads its class.
    @Test
    void theChannelOfASomebodysClassIsMadeByNobodyElse() throws Exception {
        Editor teacher = joined("ada", Role.TEACHER);
        Editor another = joined("bob", Role.TEACHER);
        database.write(transaction -> transaction.change(
                "INSERT INTO classes (stream, teacher_id, waiting_room, consent, consent_version) VALUES (?, ?, 0, '', 0)",
                MATHS.value(),
                teacher.accountId().orElseThrow()));

        assertThat(why(put(ANY, title("Mine"), another))).isEqualTo(Why.FORBIDDEN);
        assertThat(done(put(ANY, title("Maths"), teacher)).ownerId()).isEqualTo(teacher.accountId());
    }

    /// They would be public without it.
    @Test
    void aChannelWithShowsIsNotRemoved() throws Exception {
        done(put(ANY, title("Maths"), OPERATOR));
        database.write(transaction -> transaction.change(
                "INSERT INTO shows (id, stream, title, description, starts, seconds, zone, rule, exceptions, visibility,"
                        + " sequence, version, created_at, changed_at)"
                        + " VALUES ('s', ?, 'Maths', '', '2026-11-23T18:00:00', 60, 'UTC', NULL, '[]', 'unlisted', 0, 1, 0, 0)",
                MATHS.value()));

        assertThat(why(channels.remove(MATHS, ANY, OPERATOR, ACTOR))).isEqualTo(Why.IN_USE);
        assertThat(channels.find(MATHS)).isPresent();

        database.write(transaction -> transaction.change("DELETE FROM shows"));
        done(channels.remove(MATHS, ANY, OPERATOR, ACTOR));
        assertThat(channels.find(MATHS)).isEmpty();
    }

    @Test
    void everythingThatIsWrittenIsThereAfterARestart() throws Exception {
        Wanted all = new Wanted(
                "Maths <7b> \"Ä\" 🎓",
                "# About\r\n\r\nof *numbers*",
                List.of("algebra", "Algebra", " sets "),
                List.of(new WantedLink("Notes", "https://example.org/notes?a=1&b=2")),
                "pt-br",
                "#3D62E0",
                "unlisted",
                null);

        Channel made = done(put(new Match.Absent(), all, OPERATOR));

        Channel kept = restarted().of(MATHS);
        assertThat(kept).isEqualTo(made);
        assertThat(kept.about())
                .isEqualTo(new Channel.About(
                        "Maths <7b> \"Ä\" 🎓",
                        "# About\n\nof *numbers*",
                        List.of("algebra", "sets"),
                        List.of(new Link("Notes", "https://example.org/notes?a=1&b=2")),
                        "pt-BR",
                        "#3d62e0",
                        Channel.Visibility.UNLISTED));
        assertThat(restarted().isListed(MATHS)).isFalse();
        assertThat(restarted().isListed(new StreamName("other"))).isTrue();
    }

    @Test
    void whatIsLeftOutStaysOrBecomesEmpty() throws Exception {
        Channel made = done(put(ANY, new Wanted("One", "Two", List.of("t"), null, null, null, null, null), OPERATOR));

        Channel patched = done(patch(title("Three"), OPERATOR));
        assertThat(patched.about().description()).isEqualTo("Two");
        assertThat(patched.about().tags()).containsExactly("t");

        Channel replaced = done(put(new Match.Version(patched.version()), title("Four"), OPERATOR));
        assertThat(replaced.about())
                .isEqualTo(new Channel.About("Four", "", List.of(), List.of(), "", "", Channel.Visibility.PUBLIC));
        assertThat(List.of(made.version(), patched.version(), replaced.version()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void twoEditorsDoNotOverwriteEachOther() throws Exception {
        long read = done(put(ANY, title("First"), OPERATOR)).version();
        assertThat(put(ANY, title("Blind"), OPERATOR)).isEqualTo(new Outcome.Unsure());
        assertThat(put(new Match.Absent(), title("Again"), OPERATOR)).isEqualTo(new Outcome.Stale());

        List<Callable<Outcome>> both = List.of(
                () -> put(new Match.Version(read), title("Ada's"), OPERATOR),
                () -> put(new Match.Version(read), title("Ben's"), OPERATOR));
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome> one : threads.invokeAll(both)) {
                outcomes.add(one.get());
            }
        }

        assertThat(outcomes).containsOnlyOnce(new Outcome.Stale());
        Channel won = outcomes.stream()
                .filter(Outcome.Done.class::isInstance)
                .map(ChannelsContract::done)
                .findAny()
                .orElseThrow();
        assertThat(channels.of(MATHS)).isEqualTo(won);
        assertThat(restarted().of(MATHS)).isEqualTo(won);
    }

    @Test
    void aChannelOfTheSameNameMadeAnewIsAnother() throws Exception {
        long old = done(put(ANY, title("Old"), OPERATOR)).version();
        done(channels.remove(MATHS, new Match.Version(old), OPERATOR, ACTOR));
        assertThat(channels.find(MATHS)).isEmpty();
        assertThat(restarted().find(MATHS)).isEmpty();
        now = now.plusMillis(1);

        assertThat(done(put(new Match.Absent(), title("New"), OPERATOR)).version())
                .isGreaterThan(old);
        assertThat(channels.remove(MATHS, new Match.Version(old), OPERATOR, ACTOR))
                .isEqualTo(new Outcome.Stale());
    }

    @Test
    void creatorsChangeTheirOwnAndModeratorsAll() throws Exception {
        Editor student = joined("Stu", Role.STUDENT);
        Editor teacher = joined("Tess", Role.TEACHER);
        Editor other = joined("Tom", Role.TEACHER);
        Editor moderator = joined("Mo", Role.MODERATOR);

        assertThat(why(put(ANY, title("Mine"), student))).isEqualTo(Why.FORBIDDEN);
        assertThat(done(put(ANY, title("Tess'"), teacher)).ownerId()).isEqualTo(teacher.accountId());
        assertThat(why(patch(title("Tom's"), other))).isEqualTo(Why.FORBIDDEN);
        assertThat(why(channels.picture(MATHS, Optional.of("x.png"), ANY, other, ACTOR)))
                .isEqualTo(Why.FORBIDDEN);
        assertThat(why(channels.remove(MATHS, ANY, other, ACTOR))).isEqualTo(Why.FORBIDDEN);
        assertThat(why(patch(owner("Tom"), teacher))).as("giving it away").isEqualTo(Why.FORBIDDEN);
        assertThat(why(patch(owner("Nobody_Of_This_Name"), moderator))).isEqualTo(Why.BAD);
        assertThat(channels.of(MATHS).about().title()).isEqualTo("Tess'");

        assertThat(done(patch(owner("stu"), moderator)).ownerId()).isEqualTo(student.accountId());
        assertThat(done(patch(title("The class'"), student)).ownerId()).isEqualTo(student.accountId());
        assertThat(why(patch(title("Back"), teacher))).isEqualTo(Why.FORBIDDEN);
        assertThat(done(patch(owner(""), moderator)).ownerId()).isEmpty();
    }

    @Test
    void aChannelOutlivesTheAccountOfItsOwner() throws Exception {
        Accounts accounts = new Accounts(database, new PasswordHash(new PasswordHash.Cost(16, 1)), audit, clock);
        accounts.claim("Ada", new Secret("correct horse"), ACTOR);
        Editor teacher = joined("Tess", Role.TEACHER);
        done(put(ANY, title("Tess'"), teacher));

        accounts.remove(teacher.accountId().orElseThrow(), ACTOR);

        assertThat(restarted().of(MATHS).ownerId()).isEmpty();
        assertThat(restarted().of(MATHS).about().title()).isEqualTo("Tess'");
    }

    @Test
    void objectionsNameFieldAndLimitAndNothingChanges() throws Exception {
        done(put(ANY, title("Good"), OPERATOR));
        Wanted bad = new Wanted(
                "x".repeat(121),
                "y".repeat(5_001),
                IntStream.range(0, 11).mapToObj(i -> "tag" + i).toList(),
                List.of(new WantedLink("", "http://example.org"), new WantedLink("js", "javascript:alert(1)")),
                "no language",
                "red",
                "secret",
                null);

        Outcome outcome = patch(bad, OPERATOR);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.words().lines())
                                .containsExactly(
                                        "title: 121 letters (expected: at most 120).",
                                        "description: 5001 letters (expected: at most 5000).",
                                        "tags: 11 of them (expected: at most 10).",
                                        "links: a link without a label (expected: 1 to 40 letters).",
                                        "links: an address that cannot be used (expected: https://…, at most 500 letters).",
                                        "links: an address that cannot be used (expected: https://…, at most 500 letters).",
                                        "language: not known (expected: a tag of BCP 47 such as en or pt-BR, or nothing).",
                                        "accent: no colour (expected: #rrggbb, or nothing).",
                                        "visibility: not known (expected: public or unlisted)."));
        assertThat(channels.of(MATHS).about().title()).isEqualTo("Good");
        for (String sly : List.of("a\u202Eb", "a\nb", "a\u0000b", "a\u2066b", "a\uFEFFb")) {
            assertThat(why(patch(title(sly), OPERATOR))).isEqualTo(Why.BAD);
        }
        assertThat(done(patch(title("می‌خواهم 👩‍🏫"), OPERATOR)).about().title())
                .isEqualTo("می‌خواهم 👩‍🏫");
    }

    @Test
    void whenItWasLiveLastIsNoChange() throws Exception {
        Channel made = done(put(ANY, title("Maths"), OPERATOR));
        List<StreamName> told = new ArrayList<>();
        channels.onChanged(told::add);
        now = now.plus(Duration.ofHours(1));

        channels.wasLive(MATHS);
        channels.wasLive(new StreamName("nobody-described"));

        assertThat(told).containsExactly(MATHS);
        assertThat(channels.of(MATHS)).isEqualTo(made.lastLive(now));
        assertThat(restarted().of(MATHS)).isEqualTo(made.lastLive(now));
        assertThat(done(put(new Match.Version(made.version()), title("Next"), OPERATOR))
                        .lastLive())
                .contains(now);
    }

    @Test
    void theAuditLogSaysWhoChangedWhat() throws Exception {
        done(put(ANY, title("One"), OPERATOR));
        now = now.plusMillis(1);
        done(patch(new Wanted("Two", null, List.of("t"), null, null, null, "unlisted", null), OPERATOR));
        now = now.plusMillis(1);
        done(channels.picture(MATHS, Optional.of("x.png"), ANY, OPERATOR, ACTOR));
        now = now.plusMillis(1);
        done(channels.remove(MATHS, ANY, OPERATOR, ACTOR));

        assertThat(audit.find(AuditLog.Search.ALL).entries())
                .allMatch(
                        entry -> entry.actor().equals("test") && entry.subject().equals("maths"))
                .extracting(AuditLog.Entry::action)
                .containsExactly(
                        "channel removed",
                        "channel changed: picture",
                        "channel changed: title, tags, visibility",
                        "channel made");
    }
}
