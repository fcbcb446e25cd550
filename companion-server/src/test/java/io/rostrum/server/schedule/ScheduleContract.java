package io.rostrum.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.schedule.Schedule.Outcome;
import io.rostrum.server.schedule.ShowRules.Wanted;
import io.rostrum.server.schedule.ShowRules.WantedDate;
import io.rostrum.server.webhook.Announced;
import io.rostrum.server.webhook.Announcer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the schedule does, over either kind of database.
abstract class ScheduleContract {
    private static final Actor ACTOR = new Actor("test", "192.0.2.9");
    private static final StreamName MATHS = new StreamName("maths");

    @TempDir
    private Path directory;

    /// Moved by the tests.
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private Optional<Instant> live = Optional.empty();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Announcer announcer = new Announcer(clock);
    private Database database;
    private AuditLog audit;
    private Schedule schedule;
    private Herald herald;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() {
        database = Database.open(directory, config(), clock);
        audit = new AuditLog(database, clock);
        start();
    }

    /// As a server that starts with this database.
    private void start() {
        schedule = new Schedule(database, audit, clock);
        herald = new Herald(schedule, database, announcer, _ -> live, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Wanted wanted(String title, String start, @Nullable String rule) {
        return new Wanted(title, "Bring a pencil", start, 60, "Europe/Berlin", rule, null);
    }

    private static Show done(Outcome outcome) {
        if (outcome instanceof Outcome.Done(Show after)) {
            return after;
        }
        throw new AssertionError("not done: " + outcome);
    }

    private Show weekly() throws Exception {
        return done(schedule.add(MATHS, wanted("Maths", "2026-11-23T18:00", "FREQ=WEEKLY"), ACTOR));
    }

    private List<String> next() {
        return schedule.next(_ -> true, 3).stream()
                .map(date -> date.words().title() + " " + date.start() + " " + date.status())
                .toList();
    }

    @Test
    void whatIsPlannedOutlivesAStart() throws Exception {
        Show made = weekly();
        LocalDateTime second = LocalDateTime.parse("2026-11-30T18:00");
        WantedDate moved = new WantedDate("moved", "2026-12-01T09:00", 90, "On Tuesday", null);
        Show changed = done(schedule.changeDate(MATHS, made.id(), second, Optional.of(made.version()), moved, ACTOR));
        LocalDateTime third = LocalDateTime.parse("2026-12-07T18:00");
        WantedDate cancelled = new WantedDate("cancelled", null, null, null, null);
        done(schedule.changeDate(MATHS, made.id(), third, Optional.of(changed.version()), cancelled, ACTOR));
        List<String> planned = next();
        assertThat(planned)
                .containsExactly(
                        "Maths 2026-11-23T17:00:00Z PLANNED",
                        "On Tuesday 2026-12-01T08:00:00Z MOVED",
                        "Maths 2026-12-07T17:00:00Z CANCELLED");
        List<Show> before = schedule.of(MATHS);

        start();
        assertThat(schedule.of(MATHS)).isEmpty();
        schedule.load();
        assertThat(schedule.of(MATHS)).isEqualTo(before);
        assertThat(next()).isEqualTo(planned);
        assertThat(audit.find(AuditLog.Search.ALL).entries())
                .extracting(AuditLog.Entry::action)
                .containsExactlyInAnyOrder("show made: Maths", "show date changed: Maths", "show date changed: Maths");
    }

    @Test
    void whoChangesAShowSaysWhichOneWasRead() throws Exception {
        Show made = weekly();
        Wanted later = wanted("Maths", "2026-11-23T19:00", "FREQ=WEEKLY");
        Optional<Long> read = Optional.of(made.version());
        assertThat(schedule.replace(MATHS, made.id(), Optional.empty(), later, ACTOR))
                .isInstanceOf(Outcome.Unsure.class);
        Show changed = done(schedule.replace(MATHS, made.id(), read, later, ACTOR));
        assertThat(changed.sequence()).isEqualTo(made.sequence() + 1);
        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(schedule.replace(MATHS, made.id(), read, later, ACTOR)).isInstanceOf(Outcome.Stale.class);
        assertThat(schedule.remove(MATHS, made.id(), read, ACTOR)).isInstanceOf(Outcome.Stale.class);
        assertThat(schedule.remove(new StreamName("other"), made.id(), Optional.empty(), ACTOR))
                .isInstanceOf(Outcome.Missing.class);
        done(schedule.remove(MATHS, made.id(), Optional.of(changed.version()), ACTOR));
        assertThat(next()).isEmpty();
    }

    @Test
    void datesThatDifferGoWithARuleThatNoLongerGivesThem() throws Exception {
        Show made = weekly();
        Show changed = made;
        for (String date : List.of("2026-11-30T18:00", "2026-12-07T18:00")) {
            changed = done(schedule.changeDate(
                    MATHS,
                    made.id(),
                    LocalDateTime.parse(date),
                    Optional.of(changed.version()),
                    new WantedDate("removed", null, null, null, null),
                    ACTOR));
        }
        Wanted everyOther = wanted("Maths", "2026-11-23T18:00", "FREQ=WEEKLY;INTERVAL=2");
        changed = done(schedule.replace(MATHS, made.id(), Optional.of(changed.version()), everyOther, ACTOR));
        assertThat(changed.changes()).containsOnlyKeys(LocalDateTime.parse("2026-12-07T18:00"));
        LocalDateTime date = LocalDateTime.parse("2026-12-07T18:00");
        changed = done(schedule.restoreDate(MATHS, made.id(), date, Optional.of(changed.version()), ACTOR));
        assertThat(changed.changes()).isEmpty();
        assertThat(schedule.restoreDate(MATHS, made.id(), date, Optional.of(changed.version()), ACTOR))
                .isInstanceOf(Outcome.Missing.class);
        assertThat(schedule.changeDate(
                        MATHS,
                        made.id(),
                        LocalDateTime.parse("2026-11-24T18:00"),
                        Optional.of(changed.version()),
                        new WantedDate("cancelled", null, null, null, null),
                        ACTOR))
                .as("a date that the rule does not give")
                .isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        Wanted bad = new Wanted(" ", "", "2026-02-30T18:00", 0, "Europe/Bonn", "FREQ=WEEKLY", "secret");
        assertThat(schedule.add(MATHS, bad, ACTOR))
                .isEqualTo(new Outcome.Bad(List.of(
                        "title: none (expected: 1 to 120 letters).",
                        "start: no time (expected: year, month, day and time in the show's zone, such as 2026-11-23T18:00).",
                        "minutes: 0 (expected: 1 to 10080).",
                        "zone: not known (expected: a name of the IANA data such as Europe/Berlin or UTC).",
                        "visibility: not known (expected: public, unlisted or private).")));
        Outcome rule = schedule.add(MATHS, wanted("Maths", "2026-11-23T18:00", "FREQ=WEEKLY;BYDAY=TU"), ACTOR);
        assertThat(rule)
                .isEqualTo(new Outcome.Bad(List.of("rule: its first date is 2026-11-24, not that of start"
                        + " (expected: a start that the rule gives, too, such as 2026-11-24T18:00).")));
        assertThat(next()).isEmpty();
    }

    /// Looks every ten seconds until `end`, and returns what was told.
    private List<String> told(String end) throws Exception {
        List<String> told = new ArrayList<>();
        for (Instant until = Instant.parse(end); now.isBefore(until); now = now.plusSeconds(10)) {
            herald.look();
            Announced.by(announcer).forEach(event -> told.add(now + " " + event));
        }
        return told;
    }

    @Test
    void aDateIsToldOfOnceEachWay() throws Exception {
        Show made = weekly();
        assertThat(told("2026-11-22T12:00:10Z")).containsExactly("2026-11-22T12:00:00Z maths schedule.changed");
        now = Instant.parse("2026-11-23T16:45:00Z");
        assertThat(schedule.isAtHand(MATHS)).isFalse();
        assertThat(told("2026-11-23T16:55:00Z")).containsExactly("2026-11-23T16:50:00Z maths schedule.soon");
        assertThat(schedule.isAtHand(MATHS)).as("the chat opens").isTrue();
        start(); // a server that was restarted tells nothing twice
        assertThat(told("2026-11-23T17:00:00Z")).isEmpty();
        live = Optional.of(Instant.parse("2026-11-23T16:58:00Z"));
        assertThat(told("2026-11-23T17:30:00Z")).containsExactly("2026-11-23T17:00:00Z maths schedule.started");
        live = Optional.empty();
        assertThat(told("2026-11-23T17:59:00Z")).as("it has been on air").isEmpty();
        assertThat(told("2026-11-23T19:00:00Z")).containsExactly("2026-11-23T18:00:00Z maths schedule.ended");
        now = Instant.parse("2026-11-23T16:50:00Z"); // a clock that is set back
        assertThat(told("2026-11-23T17:10:00Z")).isEmpty();
        assertThat(made.changes()).isEmpty();
    }

    @Test
    void aDateThatNobodyComesToIsMissed() throws Exception {
        Show made = weekly();
        LocalDateTime second = LocalDateTime.parse("2026-11-30T18:00");
        done(schedule.changeDate(
                MATHS,
                made.id(),
                second,
                Optional.of(made.version()),
                new WantedDate("cancelled", null, null, null, null),
                ACTOR));
        Announced.by(announcer);
        now = Instant.parse("2026-11-23T16:59:00Z");
        assertThat(told("2026-11-23T17:20:00Z"))
                .containsExactly(
                        "2026-11-23T16:59:00Z maths schedule.soon", "2026-11-23T17:05:00Z maths schedule.missed");
        live = Optional.of(now);
        assertThat(told("2026-11-23T17:30:00Z"))
                .as("late")
                .containsExactly("2026-11-23T17:20:00Z maths schedule.started");
        live = Optional.empty();
        now = Instant.parse("2026-11-30T16:45:00Z");
        assertThat(told("2026-11-30T18:30:00Z")).as("cancelled").isEmpty();
    }
}
