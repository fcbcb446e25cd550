package io.rostrum.server.classroom;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.http.WebSocketUpgrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The addresses of classes: the WebSocket at `/live/{stream}/class`, what students come in by, and what
/// those who lead a class ask at `/api/v1/classes/…`. On virtual threads.
final class ClassRoutes {
    private static final String ROOT = "/api/v1/classes";
    private static final String ONE = ROOT + "/{stream}";
    private static final int MOST_LESSONS = 500;
    private static final int MOST_NAMES = 1_000;
    private static final int DEFAULT_USES = 100;
    private static final int DEFAULT_DAYS = 14;

    private final Classes classes;
    private final JoinLimiter joins;

    ClassRoutes(Classes classes) {
        this.classes = classes;
        this.joins = new JoinLimiter(classes.nanoTime());
    }

    List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/live/{stream}/class", this::connect),
                route(HttpMethod.GET, ROOT, this::own),
                route(HttpMethod.GET, ONE, r -> lead(r, room -> new Given<>(one(room)), ClassJson::json)),
                route(HttpMethod.PUT, ONE, this::change),
                route(HttpMethod.DELETE, ONE, this::remove),
                route(HttpMethod.POST, ONE + "/join", this::join),
                route(
                        HttpMethod.POST,
                        ONE + "/lesson",
                        r -> lead(r, ClassRoom::begin, begun -> ClassJson.created(ClassJson.view(begun)))),
                route(HttpMethod.DELETE, ONE + "/lesson", this::end),
                route(HttpMethod.GET, ONE + "/members", this::members),
                route(HttpMethod.POST, ONE + "/members", this::add),
                route(HttpMethod.DELETE, ONE + "/members/{member}", r -> {
                    Actor actor = actor(r);
                    return lead(r, room -> room.remove(r.pathValue("member"), actor), _ -> done());
                }),
                route(HttpMethod.PUT, ONE + "/members/{member}/admission", this::decide),
                route(
                        HttpMethod.POST,
                        ONE + "/admissions",
                        r -> lead(r, ClassRoom::admitAll, count -> ClassJson.json(new ClassJson.Count(count)))),
                route(HttpMethod.GET, ONE + "/invites", this::invites),
                route(HttpMethod.POST, ONE + "/invites", this::invite),
                route(HttpMethod.DELETE, ONE + "/invites/{invite}", this::revoke),
                route(HttpMethod.GET, ONE + "/lessons", this::lessons),
                route(
                        HttpMethod.GET,
                        ONE + "/lessons/{lesson}",
                        r -> attendance(
                                r,
                                (lesson, lines) -> ClassJson.json(new ClassJson.AttendanceView(
                                        ClassJson.view(lesson),
                                        lines.stream().map(ClassJson::view).toList())))),
                route(
                        HttpMethod.GET,
                        ONE + "/lessons/{lesson}/attendance.csv",
                        r -> attendance(
                                r,
                                (lesson, lines) -> csv(lesson, lines)
                                        .response(r.pathValue("stream") + "-attendance-"
                                                + lesson.startedAt().toString().substring(0, 10)))));
    }

    static Route route(HttpMethod method, String path, Handler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, request -> {
            try {
                return handler.handle(request);
            } catch (DatabaseException e) {
                return Response.error(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()))
                        .header(HttpHeaderNames.RETRY_AFTER, "5");
            }
        });
    }

    interface Handler {
        Reply handle(Request request) throws HttpException, DatabaseException;
    }

    static StreamName name(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    static Response done() {
        return Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    static <T> Response reply(Answer<T> answer, Function<T, Response> good) {
        return switch (answer) {
            case Given<T>(T value) -> good.apply(value);
            case Answer.Refused<T>(Answer.Why why, String words) ->
                Response.error(
                        switch (why) {
                            case BAD -> HttpResponseStatus.BAD_REQUEST;
                            case WRONG -> HttpResponseStatus.FORBIDDEN;
                            case MISSING -> HttpResponseStatus.NOT_FOUND;
                            case CONFLICT -> HttpResponseStatus.CONFLICT;
                            case TOO_MANY -> HttpResponseStatus.TOO_MANY_REQUESTS;
                        },
                        words);
        };
    }

    /// Has the caller do something with a class that is the caller's to lead.
    private <T> Response lead(Request request, Classes.InRoom<T> work, Function<T, Response> good)
            throws HttpException, DatabaseException {
        classes.channels().load();
        return reply(classes.lead(name(request), request.caller(), work), good);
    }

    private static ClassJson.OneClass one(ClassRoom room) {
        ClassRules rules = room.rules();
        return new ClassJson.OneClass(
                rules.stream().value(), room.title(), rules.waitingRoom(), rules.consent(), rules.consentVersion());
    }

    private Reply own(Request request) throws DatabaseException {
        classes.channels().load();
        return ClassJson.json(classes.own(request.caller()));
    }

    private Reply change(Request request) throws HttpException, DatabaseException {
        ClassJson.ClassChange wanted = ClassJson.read(request, ClassJson.ClassChange.class);
        Actor actor = actor(request);
        classes.channels().load();
        Answer<Boolean> made = classes.make(name(request), request.caller(), actor);
        if (made instanceof Answer.Refused<Boolean>) {
            return reply(made, _ -> done());
        }
        boolean isNew = made.equals(new Given<>(true));
        return lead(
                request,
                room -> room.change(wanted.waitingRoom(), wanted.consent(), actor)
                        .map(_ -> one(room)),
                one -> isNew ? ClassJson.created(one) : ClassJson.json(one));
    }

    private Reply remove(Request request) throws HttpException, DatabaseException {
        classes.channels().load();
        return reply(classes.remove(name(request), request.caller(), actor(request)), _ -> done());
    }

    private Reply end(Request request) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> {
                    room.end(classes.clock().instant());
                    return new Given<>(true);
                },
                _ -> done());
    }

    // Students

    private Visitor visitor(Request request) throws DatabaseException {
        Optional<Secret> session = Sessions.ticket(request);
        Optional<Caller.Person> person = classes.person(session);
        return new Visitor(person.isEmpty() ? Optional.empty() : session, person, GuestCookie.hash(request));
    }

    private Reply connect(Request request) throws HttpException, DatabaseException {
        StreamName stream = name(request);
        if (!classes.has(stream)) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "This stream has no class.");
        }
        if (!WebSocketUpgrade.isAskedBy(request)) {
            throw new HttpException(
                    HttpResponseStatus.UPGRADE_REQUIRED, "This address speaks WebSocket alone (RFC 6455).");
        }
        Response head = WebSocketUpgrade.accept(request);
        classes.channels().load();
        Visitor visitor = visitor(request);
        return new Takeover(head, channel -> {
            ClassConnection connection = new ClassConnection(stream, channel, classes.ears(stream), classes.nanoTime());
            if (connection.start()) {
                classes.enter(stream, connection, visitor);
            }
        });
    }

    /// Puts whoever has a link on the roster: the account that is signed in, or else the browser.
    private Reply join(Request request) throws HttpException, DatabaseException {
        ClassJson.Join given = ClassJson.read(request, ClassJson.Join.class);
        if (!joins.mayTry(request.peer().getAddress())) {
            return Response.error(
                            HttpResponseStatus.TOO_MANY_REQUESTS,
                            "Too many come from your address at once; try again in a moment.")
                    .header(HttpHeaderNames.RETRY_AFTER, "1");
        }
        Visitor visitor = visitor(request);
        Secret ticket =
                GuestCookie.of(request).orElseGet(() -> classes.tickets().make(GuestCookie.PREFIX));
        Answer<Member> answer = classes.in(
                name(request),
                room -> room.join(new Secret(text(given.code())), text(given.name()), visitor, Tickets.hash(ticket)));
        return reply(answer, member -> {
            Response joined = ClassJson.created(new ClassJson.Joined(member.name()));
            return member.isGuest() ? GuestCookie.set(joined, ticket, request.secure()) : joined;
        });
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    // The roster

    private Reply members(Request request) throws HttpException, DatabaseException {
        List<ClassStore.Candidate> students = request.caller() instanceof Caller.Device
                ? List.of() // knows its own stream, and nothing of who else there is
                : classes.store().students();
        return lead(
                request,
                room -> {
                    Set<Optional<String>> accounts = new HashSet<>();
                    room.members().forEach(member -> accounts.add(member.account()));
                    return new Given<>(new ClassJson.Members(
                            room.roster().members(),
                            students.stream()
                                    .filter(student -> !accounts.contains(Optional.of(student.id())))
                                    .map(ClassStore.Candidate::name)
                                    .toList()));
                },
                ClassJson::json);
    }

    /// Puts students on the roster by the names of their accounts, all of them or none.
    private Reply add(Request request) throws HttpException, DatabaseException {
        List<@Nullable String> names =
                ClassJson.read(request, ClassJson.NewMembers.class).names();
        if (names == null || names.isEmpty() || names.size() > MOST_NAMES) {
            throw ClassJson.bad("names: none, or too many (expected: 1 to " + MOST_NAMES + " names of accounts).");
        }
        List<ClassStore.Candidate> students = classes.store().students();
        List<ClassStore.Candidate> found = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String one : names) {
            students.stream()
                    .filter(student -> student.name().equalsIgnoreCase(text(one).strip()))
                    .findFirst()
                    .ifPresentOrElse(found::add, () -> unknown.add(text(one).strip()));
        }
        if (!unknown.isEmpty()) {
            throw ClassJson.bad("names: no account of a student is called "
                    + String.join(", ", unknown.subList(0, Math.min(5, unknown.size()))) + ".");
        }
        Actor actor = actor(request);
        return lead(
                request,
                room -> room.add(found.stream().distinct().toList(), actor),
                count -> ClassJson.created(new ClassJson.Count(count)));
    }

    private Reply decide(Request request) throws HttpException, DatabaseException {
        Boolean admitted = ClassJson.read(request, ClassJson.Decision.class).admitted();
        if (admitted == null) {
            throw ClassJson.bad("admitted: missing (expected: true or false).");
        }
        return lead(request, room -> room.decide(request.pathValue("member"), admitted), _ -> done());
    }

    // Links

    private Reply invites(Request request) throws HttpException, DatabaseException {
        Instant now = classes.clock().instant();
        return lead(
                request,
                room -> new Given<>(new ClassJson.Invites(classes.store().invites(room.name(), now).stream()
                        .map(invite -> ClassJson.view(invite, null))
                        .toList())),
                ClassJson::json);
    }

    private Reply invite(Request request) throws HttpException, DatabaseException {
        ClassJson.NewInvite wanted = ClassJson.read(request, ClassJson.NewInvite.class);
        Actor actor = actor(request);
        return lead(
                request,
                room -> room.invite(
                        text(wanted.name()),
                        wanted.uses() == null ? DEFAULT_USES : wanted.uses(),
                        wanted.days() == null ? DEFAULT_DAYS : wanted.days(),
                        actor),
                made -> ClassJson.created(ClassJson.view(
                        made.invite(),
                        "/class/" + made.invite().stream() + "/join#"
                                + made.code().reveal())));
    }

    private Reply revoke(Request request) throws HttpException, DatabaseException {
        Actor actor = actor(request);
        String invite = request.pathValue("invite");
        return lead(
                request,
                room -> classes.store().revoke(room.name(), invite, actor)
                        ? new Given<>(true)
                        : Answer.refused(Answer.Why.MISSING, "There is no such link any more."),
                _ -> done());
    }

    // Lessons

    private Reply lessons(Request request) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> new Given<>(new ClassJson.Lessons(classes.store().lessons(room.name(), MOST_LESSONS).stream()
                        .map(ClassJson::view)
                        .toList())),
                ClassJson::json);
    }

    private interface Shown {
        Response of(Lesson lesson, List<Attendance.Line> lines);
    }

    private record Attended(Lesson lesson, List<Attendance.Line> lines) {}

    /// The attendance of a lesson: a line for everybody who came, and for who is on the roster and did not.
    private Reply attendance(Request request, Shown shown) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> {
                    room.write(); // up to now
                    Optional<Lesson> lesson = classes.store().lesson(room.name(), request.pathValue("lesson"));
                    if (lesson.isEmpty()) {
                        return Answer.refused(Answer.Why.MISSING, "There is no such lesson.");
                    }
                    List<Attendance.Line> lines = new ArrayList<>(
                            Attendance.report(classes.store().stays(lesson.get().id())));
                    Set<String> came = new HashSet<>();
                    lines.forEach(line -> came.add(line.member()));
                    Instant end = lesson.get().endedAt().orElse(Instant.MAX);
                    room.members().stream()
                            .filter(member -> !came.contains(member.id())
                                    && member.addedAt().isBefore(end))
                            .forEach(member -> lines.add(new Attendance.Line(
                                    member.id(), member.name(), Instant.EPOCH, Instant.EPOCH, 0, 0, false)));
                    return new Given<>(new Attended(lesson.get(), lines));
                },
                attended -> shown.of(attended.lesson(), attended.lines()));
    }

    private static ClassCsv csv(Lesson lesson, List<Attendance.Line> lines) {
        ClassCsv csv = new ClassCsv(List.of("name", "joined", "left", "minutes", "seconds", "joins", "present"));
        for (Attendance.Line line : lines) {
            boolean came = line.joins() > 0;
            csv.add(List.of(
                    line.name(),
                    came ? line.joinedAt().toString() : "",
                    came && !line.present() ? line.leftAt().toString() : "",
                    Math.round(line.millis() / 6_000.0) / 10.0,
                    Math.round(line.millis() / 1_000.0),
                    line.joins(),
                    line.present() && lesson.endedAt().isEmpty() ? "yes" : "no"));
        }
        return csv;
    }
}
