package io.rostrum.server.classroom;

import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The class of one stream over a database, with clocks that a test moves.
final class OneClass implements AutoCloseable {
    static final StreamName CAM = new StreamName("cam");
    static final Actor BYRON = new Actor("Ms_Byron", "203.0.113.7");

    private final Database database;
    private final ClassStore store;
    private final TalkStore talk;
    private final Clock clock;
    private final Map<ClassPage, FakeWire> wires = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private long nanos = 1;
    private boolean live;
    private ClassRoom room;

    OneClass(Path directory, DatabaseConfig config) throws Exception {
        clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        database = Database.open(directory, config, clock);
        store = new ClassStore(database, new AuditLog(database, clock));
        talk = new TalkStore(database);
        store.write(new ClassRules(CAM, Optional.empty(), /* waitingRoom= */ false, "", 0), now, BYRON);
        room = load();
    }

    private ClassRoom load() throws Exception {
        return ClassRoom.load(
                        CAM,
                        new ClassRoom.Surroundings(
                                store,
                                talk,
                                new Tickets(new SecureRandom()),
                                _ -> live,
                                _ -> "Physics",
                                clock,
                                () -> nanos))
                .orElseThrow();
    }

    ClassRoom room() {
        return room;
    }

    ClassStore store() {
        return store;
    }

    TalkStore talk() {
        return talk;
    }

    Instant now() {
        return now;
    }

    void live(boolean isLive) {
        live = isLive;
    }

    /// Time passes in which the server looks at the class, twenty times at most.
    void pass(Duration time) throws Exception {
        Duration step = time.dividedBy(Math.clamp(time.toMillis() / 500, 1, 20));
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            skip(step);
            room.tick();
        }
        room.flush();
    }

    /// Time passes in which the server does nothing.
    void skip(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /// Somebody sets the clock; no time passes.
    void setClock(Duration by) {
        now = now.plus(by);
    }

    /// As after `kill -9`: what was not written is gone.
    void restartAfter(Duration away) throws Exception {
        wires.clear();
        now = now.plus(away);
        nanos = 77_000_000_000_000L; // another boot's
        store.finishLeft();
        room = load();
    }

    static Visitor person(String id, String name) {
        return new Visitor(
                Optional.of(new Secret("session")),
                Optional.of(new Caller.Person(id, name, Role.STUDENT, "s")),
                Optional.empty());
    }

    static Visitor guest(String browser) {
        return new Visitor(Optional.empty(), Optional.empty(), Optional.of(Tickets.hash(new Secret(browser))));
    }

    /// {@return a guest of that name, who came by a link}
    Visitor joined(String name) throws Exception {
        Secret code = given(room.invite("", 1, 1, BYRON)).code();
        Visitor visitor = guest(name);
        given(room.join(code, name, visitor, visitor.ticket().orElseThrow()));
        return visitor;
    }

    ClassPage open(Visitor visitor) {
        return open(visitor, false);
    }

    ClassPage lead() {
        return open(guest("the teacher's"), true);
    }

    private ClassPage open(Visitor visitor, boolean leads) {
        FakeWire wire = new FakeWire(() -> nanos);
        ClassPage page = new ClassPage(wire, visitor, leads);
        wires.put(page, wire);
        room.enter(page);
        room.flush();
        return page;
    }

    /// Closes a page as a browser does, or after it has fallen silent.
    void close(ClassPage page) {
        room.leave(page, page.wire().heardNanos());
        room.flush();
    }

    FakeWire wire(ClassPage page) {
        room.flush();
        return Objects.requireNonNull(wires.get(page));
    }

    String standing(ClassPage page) {
        return wire(page).standing();
    }

    String id(Visitor visitor) {
        return room.member(visitor).orElseThrow().id();
    }

    List<Attendance.Line> report() throws Exception {
        room.write();
        return Attendance.report(store.stays(store.lessons(CAM, 1).getFirst().id()));
    }

    static <T> T given(Answer<T> answer) {
        if (answer instanceof Given<T>(T value)) {
            return value;
        }
        throw new AssertionError("refused: " + answer);
    }

    static String refused(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?>(Answer.Why _, String words)) {
            return words;
        }
        throw new AssertionError("not refused: " + answer);
    }

    @Override
    public void close() {
        database.close();
    }
}
