package io.rostrum.server.classroom;

import static io.rostrum.server.classroom.OneClass.BYRON;
import static io.rostrum.server.classroom.OneClass.CAM;
import static io.rostrum.server.classroom.OneClass.given;
import static io.rostrum.server.classroom.OneClass.guest;
import static io.rostrum.server.classroom.OneClass.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.Secret;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a class does, over either kind of database.
abstract class ClassContract {
    @TempDir
    private Path directory;

    private OneClass one;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() throws Exception {
        one = new OneClass(directory, config());
    }

    @AfterEach
    void close() {
        one.close();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    @Test
    void attendanceIsWhatPagesWereOpenOverReconnectsAndSeveralDevices() throws Exception {
        Visitor tom = one.joined("Tom");
        Visitor eve = one.joined("Eve");
        ClassPage early = one.open(eve);
        one.pass(seconds(60)); // before the class has begun
        given(one.room().begin());
        one.pass(seconds(10));

        ClassPage phone = one.open(tom);
        one.pass(seconds(100));
        ClassPage laptop = one.open(tom);
        one.pass(seconds(50));
        one.close(phone); // the laptop is still there
        one.pass(seconds(50));
        one.close(laptop);
        one.pass(seconds(5)); // a lost connection
        ClassPage again = one.open(tom);
        one.pass(seconds(30));
        one.close(again);
        one.pass(seconds(120)); // a break
        ClassPage last = one.open(tom);
        one.pass(seconds(20));
        one.wire(last).fallSilent(); // the phone is in a tunnel, and its connection stays up for a while
        one.pass(seconds(10));
        one.close(last);

        Attendance.Line line = one.report().getLast();
        assertThat(line.name()).isEqualTo("Tom");
        assertThat(line.millis()).isEqualTo(250_000);
        assertThat(line.joins()).isEqualTo(2);
        assertThat(line.present()).isFalse();
        assertThat(Duration.between(line.joinedAt(), line.leftAt())).isEqualTo(seconds(375));
        assertThat(one.report().getFirst().millis()).isEqualTo(395_000);
        assertThat(one.report().getFirst().present()).isTrue();
        assertThat(one.standing(early)).isEqualTo("in");
    }

    @Test
    void attendanceSurvivesAKilledServerAndAClockThatIsSet() throws Exception {
        Visitor tom = one.joined("Tom");
        given(one.room().begin());
        one.open(tom);
        one.pass(seconds(600));
        one.setClock(Duration.ofHours(-2)); // somebody corrects it
        one.pass(seconds(300));
        one.skip(seconds(0.4)); // not written any more
        one.restartAfter(Duration.ofMinutes(-45));

        assertThat(one.room().lesson()).as("the class goes on").isPresent();
        assertThat(one.report())
                .singleElement()
                .satisfies(line -> assertThat(line.millis()).isEqualTo(900_000))
                .satisfies(line -> assertThat(line.present()).isFalse());
        one.skip(seconds(8)); // until the page is back
        ClassPage back = one.open(tom);
        assertThat(one.standing(back)).isEqualTo("in");
        one.pass(seconds(100));
        one.close(back);
        assertThat(one.report())
                .singleElement()
                .satisfies(line -> assertThat(line.millis()).isEqualTo(1_000_000));
    }

    @Test
    void whatTheDatabaseCouldNotTakeIsWrittenLater() throws Exception {
        Attendance attendance = new Attendance();
        Member tom = given(one.room()
                .join(
                        given(one.room().invite("", 1, 1, BYRON)).code(),
                        "Tom",
                        guest("t"),
                        guest("t").ticket().orElseThrow()));
        attendance.join("s1", "l", tom, one.now(), 0);
        attendance.leave(tom.id(), 5_000_000_000L);
        attendance.join("s2", "l", tom, one.now(), 6_000_000_000L);
        assertThat(attendance.changes()).hasSize(2); // and it failed
        attendance.heard(tom.id(), 9_000_000_000L);
        var changes = attendance.changes();
        assertThat(changes).extracting(Attendance.Kept::millis).containsExactly(5_000L, 3_000L);
        attendance.written(changes);
        assertThat(attendance.changes()).extracting(Attendance.Kept::id).containsExactly("s2");
    }

    @Test
    void studentsWaitUntilTheyAreLetIn() throws Exception {
        given(one.room().change(true, null, BYRON));
        ClassPage tom = one.open(one.joined("Tom"));
        ClassPage eve = one.open(one.joined("Eve"));
        ClassPage ada = one.open(one.joined("Ada"));
        one.joined("Bob"); // on the roster, and not there
        assertThat(one.standing(tom)).isEqualTo("early");
        given(one.room().begin());
        assertThat(one.standing(tom)).isEqualTo("waiting");
        assertThat(one.room().present()).isZero();
        assertThat(one.room().standings().values()).hasSize(4).containsOnly(Standing.WAITING);

        String tomsId = one.id(tom.visitor());
        given(one.room().decide(tomsId, true));
        given(one.room().decide(one.id(eve.visitor()), false));
        assertThat(one.standing(tom)).isEqualTo("in");
        assertThat(one.standing(eve)).isEqualTo("refused");
        assertThat(one.room().standings())
                .containsEntry("ticket:" + tom.visitor().ticket().orElseThrow(), Standing.IN)
                .containsEntry("ticket:" + eve.visitor().ticket().orElseThrow(), Standing.REFUSED);
        assertThat(one.room().standings().values()).containsOnlyOnce(Standing.IN);
        assertThat(given(one.room().admitAll()))
                .as("Ada, for Eve was turned away")
                .isEqualTo(1);
        assertThat(one.standing(ada)).isEqualTo("in");

        one.close(tom);
        one.pass(seconds(1));
        one.restartAfter(seconds(3));
        assertThat(one.standing(one.open(tom.visitor()))).as("once let in, in").isEqualTo("in");
        assertThat(one.standing(one.open(eve.visitor()))).isEqualTo("refused");
        given(one.room().decide(tomsId, false));
        one.pass(seconds(2));
        assertThat(one.room().present()).isZero();

        one.room().end(one.now());
        given(one.room().begin());
        assertThat(one.standing(one.open(tom.visitor()))).as("the next time").isEqualTo("waiting");
        given(one.room().change(false, null, BYRON));
        ClassPage toms = one.open(tom.visitor());
        assertThat(one.standing(toms)).as("it opens by itself").isEqualTo("in");
        given(one.room().change(true, null, BYRON));
        assertThat(one.standing(toms)).as("who is in stays in").isEqualTo("in");
        assertThat(refused(one.room().decide("nobody", true))).contains("roster");
    }

    @Test
    void nobodyIsInBeforeTheNewestTextIsAccepted() throws Exception {
        given(one.room().change(null, "This class\nis  recorded.\u202E", BYRON));
        given(one.room().begin());
        Visitor tom = one.joined("Tom");
        ClassPage page = one.open(tom);
        assertThat(one.standing(page)).isEqualTo("consent");
        assertThat(one.wire(page)
                        .newest("you")
                        .getAsJsonObject("consent")
                        .get("text")
                        .getAsString())
                .isEqualTo("This class\nis recorded.");
        assertThat(one.room().present()).isZero();
        long version = one.room().rules().consentVersion();
        assertThat(refused(one.room().consent(tom, version - 1))).contains("changed");
        assertThat(refused(one.room().consent(guest("somebody"), version))).contains("not in this class");
        given(one.room().consent(tom, version));
        assertThat(one.standing(page)).isEqualTo("in");
        assertThat(one.room().member(tom).orElseThrow().consent()).contains(new Member.Consent(version, one.now()));

        one.restartAfter(seconds(5));
        assertThat(one.standing(one.open(tom))).as("it is kept").isEqualTo("in");
        given(one.room().change(null, "This class is recorded and shown.", BYRON));
        assertThat(one.standing(one.open(tom))).isEqualTo("consent");
        assertThat(refused(one.room().change(null, "x".repeat(ClassRoom.MAX_CONSENT + 1), BYRON)))
                .contains("consent: too long");
    }

    @Test
    void linksEndAreRevokedAndCountAsOftenAsTheyMay() throws Exception {
        Secret forTwo = given(one.room().invite("", 2, 1, BYRON)).code();
        ClassRoom.NewInvite personal = given(one.room().invite("Zoë Smith", 50, 7, BYRON));
        assertThat(personal.invite().mostUses()).isEqualTo(1);
        Visitor tom = guest("tom's");
        assertThat(given(one.room().join(forTwo, " Tom\u200B ", tom, "t")).name())
                .isEqualTo("Tom");
        Visitor known = new Visitor(Optional.empty(), Optional.empty(), Optional.of("t"));
        assertThat(given(one.room().join(forTwo, "Other", known, "t")).name())
                .as("the same browser again")
                .isEqualTo("Tom");
        assertThat(refused(one.room().join(forTwo, "TOM", guest("x"), "x"))).contains("called that already");
        assertThat(refused(one.room().join(forTwo, "\u200B", guest("x"), "x"))).contains("name");
        assertThat(refused(one.room().join(forTwo, "N".repeat(61), guest("x"), "x")))
                .contains("name");
        given(one.room().join(forTwo, "Eve", guest("e"), "e"));
        assertThat(refused(one.room().join(forTwo, "Bob", guest("b"), "b"))).contains("another device");

        assertThat(given(one.room().join(personal.code(), "ignored", guest("z"), "z"))
                        .name())
                .isEqualTo("Zoë Smith");
        assertThat(refused(one.room().join(personal.code(), "Thief", guest("y"), "y")))
                .contains("another device");
        assertThat(one.store().invites(CAM, one.now()))
                .filteredOn(invite -> invite.id().equals(personal.invite().id()))
                .singleElement()
                .satisfies(invite -> assertThat(invite.reused()).isEqualTo(1))
                .satisfies(invite -> assertThat(invite.reusedAt()).contains(one.now()));

        one.skip(Duration.ofDays(1));
        assertThat(refused(one.room().join(forTwo, "Late", guest("l"), "l"))).contains("counts no more");
        Secret open = given(one.room().invite("", 9, 9, BYRON)).code();
        String id = one.store().invites(CAM, one.now()).getFirst().id();
        assertThat(one.store().revoke(CAM, id, BYRON)).isTrue();
        assertThat(one.store().revoke(CAM, id, BYRON)).isFalse();
        assertThat(refused(one.room().join(open, "Late", guest("l"), "l"))).contains("counts no more");
        for (int[] bad : new int[][] {{0, 1}, {1_001, 1}, {1, 0}, {1, 367}}) {
            assertThat(refused(one.room().invite("", bad[0], bad[1], BYRON))).contains("expected: 1 to");
        }
    }

    @Test
    void itBeginsWithTheStreamAndEndsWhenNobodyLeadsIt() throws Exception {
        ClassPage tom = one.open(one.joined("Tom"));
        one.live(true);
        one.pass(seconds(1));
        assertThat(one.standing(tom)).isEqualTo("in");
        one.room().end(one.now());
        one.pass(seconds(5));
        assertThat(one.room().lesson())
                .as("it was ended while the stream goes on")
                .isEmpty();
        one.live(false);
        one.pass(seconds(1));
        one.live(true);
        one.pass(seconds(10));
        one.live(false);
        ClassPage teacher = one.lead();
        one.pass(ClassRoom.LINGER.plusSeconds(60));
        assertThat(one.room().lesson()).as("the teacher is there").isPresent();
        one.close(teacher);
        var left = one.now();
        one.pass(ClassRoom.LINGER.plusSeconds(1));
        assertThat(one.room().lesson()).isEmpty();
        assertThat(one.store().lessons(CAM, 1).getFirst().endedAt()).contains(left);
    }

    @Test
    void whoIsTakenOffTheRosterIsOutAndStaysInTheAttendance() throws Exception {
        given(one.room().begin());
        Visitor tom = one.joined("Tom");
        ClassPage page = one.open(tom);
        one.pass(seconds(10));
        given(one.room().remove(one.id(tom), BYRON));
        assertThat(one.standing(page)).isEqualTo("outside");
        one.pass(seconds(10));
        assertThat(one.report())
                .singleElement()
                .satisfies(line -> assertThat(line.millis()).isEqualTo(10_000));
        one.restartAfter(seconds(1));
        assertThat(one.standing(one.open(tom))).isEqualTo("outside");
        assertThat(one.joined("Tom").ticket()).as("and may come again").isEqualTo(tom.ticket());
    }

    @Test
    void onlyWhoLeadsIsToldOfOthers() throws Exception {
        ClassPage tom = one.open(one.joined("Tom"));
        ClassPage teacher = one.lead();
        one.open(one.joined("Eve-of-the-last-row"));
        given(one.room().begin());
        assertThat(one.wire(teacher).newest("roster").getAsJsonArray("members")).hasSize(2);
        assertThat(one.wire(tom).everything()).doesNotContain("Eve-of-the-last-row");
        int before = one.wire(tom).messages();
        one.pass(seconds(30));
        assertThat(one.wire(tom).messages())
                .as("what has not changed is not said again")
                .isEqualTo(before);
    }
}
