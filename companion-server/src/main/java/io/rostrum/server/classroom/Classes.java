package io.rostrum.server.classroom;

import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Route;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The classes of all streams, and the one virtual thread that has to do with them: what pages and
/// programs want is done there in its order, and may block there for the database. Pages are told what
/// has changed a tenth of a second later at most; who is in is written twice a second.
///
/// Thread-safe; close it before the event loops and the database.
public final class Classes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Classes.class);
    static final long ROUND_MILLIS = 100;
    /// In rounds: half a second, 15 s, an hour.
    private static final int HALF_SECOND_ROUNDS = 5;

    private static final int ACCOUNTS_ROUNDS = 150;
    private static final int TIDY_ROUNDS = 36_000;
    private static final long UNUSED_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int END_SECONDS = 10;
    /// What waits to be done; more is refused.
    private static final int MOST_WAITING = 10_000;
    /// The session has ended (RFC 6455 §7.4.2, for private use).
    private static final int SIGNED_OUT = 4401;

    /// There is no such class any more.
    private static final int REMOVED = 4404;

    private final ClassConfig config;
    private final ClassStore store;
    private final TalkStore talk;
    private final Channels channels;
    private final Sessions sessions;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Tickets tickets = new Tickets(new SecureRandom());
    private final ClassRoom.Surroundings around;
    private final ScheduledThreadPoolExecutor thread;
    /// Who has made the class of a stream, by streams that have one; nothing before they are read.
    private final Map<StreamName, Optional<String>> known = new ConcurrentHashMap<>();
    /// How those on a roster stand, by what they are known by.
    private final Map<StreamName, Map<String, Standing>> standings = new ConcurrentHashMap<>();
    private final List<Runnable> observers = new CopyOnWriteArrayList<>();
    private final Map<ClassConnection, ClassPage> pages = new HashMap<>();
    private final Map<StreamName, ClassRoom> rooms = new HashMap<>();
    private boolean loaded;
    /// The first reads what there is.
    private int round = HALF_SECOND_ROUNDS - 1;

    /// @param isLive whether a stream is live
    public Classes(
            ClassConfig config,
            Database database,
            AuditLog audit,
            Sessions sessions,
            Channels channels,
            Predicate<StreamName> isLive,
            Clock clock) {
        this.config = config;
        this.channels = channels;
        this.sessions = sessions;
        this.clock = clock;
        this.nanoTime = System::nanoTime;
        store = new ClassStore(database, audit);
        talk = new TalkStore(database);
        around = new ClassRoom.Surroundings(
                store, talk, tickets, isLive, stream -> channels.of(stream).shownTitle(), clock, nanoTime);
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofVirtual().name("classes").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.scheduleWithFixedDelay(this::keepHouse, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// {@return its addresses}
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(new ClassRoutes(this).routes());
        routes.addAll(new TalkRoutes(this).routes());
        return routes;
    }

    /// {@return whether a stream has a class, as far as the database has said}
    public boolean has(StreamName stream) {
        return known.containsKey(stream);
    }

    /// Whether somebody may have the pictures of a class.
    public enum Viewing {
        ALLOWED,
        /// On the roster; has to accept something first, to be let in, or to wait until it begins.
        NOT_YET,
        /// Not on the roster.
        OUTSIDE
    }

    /// {@return whether an account may have what a stream's class shows: who is in the class while it goes
    /// on, and whoever is on the roster while the stream is not live, which is when there are recordings}
    ///
    /// Who leads the class needs no place on its roster.
    ///
    /// @param account its id
    /// @param role    that it has now
    public Viewing account(StreamName stream, String account, Role role) {
        boolean leads = mayLead(role, account, stream, known.getOrDefault(stream, Optional.empty()));
        return leads ? Viewing.ALLOWED : viewing(stream, "account:" + account);
    }

    /// {@return what a guest is known by; empty where the request is of none}
    public Optional<String> guest(Request request) {
        return GuestCookie.hash(request);
    }

    /// {@return whether a guest may have what a stream's class shows, as an account may}
    ///
    /// @param guest as [#guest(Request)] gave it
    public Viewing guest(StreamName stream, String guest) {
        return viewing(stream, "ticket:" + guest);
    }

    private Viewing viewing(StreamName stream, String key) {
        return switch (standings.getOrDefault(stream, Map.of()).getOrDefault(key, Standing.OUTSIDE)) {
            case IN -> Viewing.ALLOWED;
            case EARLY -> around.isLive().test(stream) ? Viewing.NOT_YET : Viewing.ALLOWED;
            case CONSENT, WAITING, REFUSED -> Viewing.NOT_YET;
            case OUTSIDE -> Viewing.OUTSIDE;
        };
    }

    /// Calls `observer` whenever somebody stands to a class as not before, on the classes' thread. It must
    /// not block.
    public void onStandings(Runnable observer) {
        observers.add(observer);
    }

    ClassStore store() {
        return store;
    }

    TalkStore talk() {
        return talk;
    }

    Tickets tickets() {
        return tickets;
    }

    Clock clock() {
        return clock;
    }

    Channels channels() {
        return channels;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /// {@return who a session is of. Blocks}
    Optional<Caller.Person> person(Optional<Secret> session) throws DatabaseException {
        return session.isEmpty() ? Optional.empty() : sessions.find(session.get());
    }

    // Who leads

    /// {@return whether a class that there is, is led by `caller`}
    private boolean leads(Caller caller, ClassRules rules) {
        return mayLead(caller, rules.stream(), rules.teacher());
    }

    /// {@return whether `caller` may make the class of a stream, which has none}
    boolean mayMake(Caller caller, StreamName stream) {
        return mayLead(caller, stream, caller.account());
    }

    private boolean mayLead(Caller caller, StreamName stream, Optional<String> teacher) {
        return switch (caller) {
            case Caller.Person person -> mayLead(person.role(), person.accountId(), stream, teacher);
            case Caller.Token token -> mayLead(token.role(), token.accountId(), stream, teacher);
            case Caller.Device device -> device.stream().equals(stream);
            case Caller.Operator _ -> true;
            case Caller.Nobody _ -> false;
        };
    }

    /// A channel's owner leads before whoever made its class.
    private boolean mayLead(Role role, String account, StreamName stream, Optional<String> teacher) {
        return role.isAtLeast(Role.MODERATOR)
                || (role == Role.TEACHER
                        && channels.of(stream).ownerId().or(() -> teacher).equals(Optional.of(account)));
    }

    // What is done on the classes' thread

    /// Something to be done with a class.
    interface InRoom<T> {
        Answer<T> in(ClassRoom room) throws DatabaseException;
    }

    private interface Work<T> {
        T done() throws DatabaseException;
    }

    /// Does something on the classes' thread and waits for it. Not on an event loop.
    private <T> T call(Work<T> work) throws DatabaseException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(
                () -> {
                    try {
                        answer.complete(work.done());
                    } catch (DatabaseException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                () -> answer.completeExceptionally(busy()));
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseException failed) {
                throw failed;
            }
            throw e;
        }
    }

    private static DatabaseException busy() {
        return new DatabaseException(
                DatabaseException.Kind.UNAVAILABLE, "The server is busy or stopping; try again in a moment.", null);
    }

    private void post(Runnable work, Runnable otherwise) {
        if (thread.getQueue().size() > MOST_WAITING) {
            otherwise.run();
            return;
        }
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    private Optional<ClassRoom> room(StreamName stream) throws DatabaseException {
        ClassRoom open = rooms.get(stream);
        if (open != null) {
            return Optional.of(open);
        }
        load();
        if (!known.containsKey(stream)) {
            return Optional.empty();
        }
        Optional<ClassRoom> read = ClassRoom.load(stream, around);
        read.ifPresent(made -> rooms.put(stream, made));
        return read;
    }

    /// Reads which classes there are and who is on their rosters, and goes on with those that a server
    /// before has left open.
    private void load() throws DatabaseException {
        if (!loaded) {
            store.finishLeft();
            channels.load();
            for (ClassRules rules : store.all()) {
                if (!rooms.containsKey(rules.stream())) {
                    ClassRoom.load(rules.stream(), around).ifPresent(room -> rooms.put(rules.stream(), room));
                }
                known.put(rules.stream(), rules.teacher());
            }
            loaded = true;
        }
    }

    /// Has somebody who leads a class do something with it.
    <T> Answer<T> lead(StreamName stream, Caller caller, InRoom<T> work) throws DatabaseException {
        return call(() -> {
            Optional<ClassRoom> room = room(stream);
            if (room.isEmpty()) {
                return Answer.refused(Why.MISSING, "This stream has no class.");
            }
            if (!leads(caller, room.get().rules())) {
                return Answer.refused(Why.WRONG, "Somebody else leads this class.");
            }
            return work.in(room.get());
        });
    }

    /// Has anybody do something with a class.
    <T> Answer<T> in(StreamName stream, InRoom<T> work) throws DatabaseException {
        return call(() -> {
            Optional<ClassRoom> room = room(stream);
            return room.isEmpty() ? Answer.refused(Why.MISSING, "This stream has no class.") : work.in(room.get());
        });
    }

    /// Makes the class of a stream unless there is one.
    ///
    /// @return whether it was made
    Answer<Boolean> make(StreamName stream, Caller caller, Actor actor) throws DatabaseException {
        return call(() -> {
            if (room(stream).isPresent()) {
                return new Given<>(false);
            }
            if (!mayMake(caller, stream)) {
                return Answer.refused(Why.WRONG, "Somebody else's channel this is: its owner makes its class.");
            }
            ClassRules rules = new ClassRules(stream, caller.account(), /* waitingRoom= */ true, "", 0);
            store.write(rules, clock.instant(), actor);
            rooms.put(stream, new ClassRoom(around, rules, List.of(), Optional.empty(), List.of()));
            known.put(stream, rules.teacher());
            return new Given<>(true);
        });
    }

    /// Removes a class with everything that is kept of it.
    Answer<Boolean> remove(StreamName stream, Caller caller, Actor actor) throws DatabaseException {
        return lead(stream, caller, room -> {
            store.remove(stream, actor);
            known.remove(stream);
            rooms.remove(stream);
            standings.remove(stream);
            observers.forEach(Runnable::run);
            room.pages().forEach(page -> page.wire().end(REMOVED));
            return new Given<>(true);
        });
    }

    /// {@return the classes that `caller` leads, and streams whose class may be made}
    ClassJson.OwnClasses own(Caller caller) throws DatabaseException {
        return call(() -> {
            load();
            List<ClassJson.OwnClass> own = new ArrayList<>();
            for (ClassRules rules : store.all()) {
                if (leads(caller, rules)) {
                    own.add(ClassJson.own(
                            rules,
                            around.title().apply(rules.stream()),
                            Optional.ofNullable(rooms.get(rules.stream()))));
                }
            }
            return new ClassJson.OwnClasses(
                    own,
                    channels.streams().stream()
                            .filter(stream -> !known.containsKey(stream) && mayMake(caller, stream))
                            .map(StreamName::value)
                            .toList());
        });
    }

    // Pages

    /// What pages say.
    ClassConnection.Ears ears(StreamName stream) {
        return new ClassConnection.Ears() {
            @Override
            public void heard(ClassConnection from, ClassJson.Command command) {
                post(() -> obey(stream, from, command), () -> refuse(from, command.ref(), "The server is busy."));
            }

            @Override
            public void left(ClassConnection from, long atNanos) {
                post(() -> leave(stream, from, atNanos), () -> {});
            }
        };
    }

    void enter(StreamName stream, ClassConnection connection, Visitor visitor) {
        post(
                () -> {
                    try {
                        Optional<ClassRoom> room = room(stream);
                        if (room.isEmpty()) {
                            connection.end(REMOVED);
                            return;
                        }
                        Caller caller = visitor.person().map(Caller.class::cast).orElseGet(Caller.Nobody::new);
                        ClassPage page = new ClassPage(
                                connection, visitor, leads(caller, room.get().rules()));
                        pages.put(connection, page);
                        connection.tell(
                                ClassJson.bytes(new ClassJson.Welcome("welcome", ClassJson.VERSION, clock.millis())));
                        room.get().enter(page);
                    } catch (DatabaseException e) {
                        connection.end(1013); // try again later
                    }
                },
                () -> connection.end(1013));
    }

    private void leave(StreamName stream, ClassConnection connection, long atNanos) {
        ClassPage page = pages.remove(connection);
        ClassRoom room = rooms.get(stream);
        if (page != null && room != null) {
            room.leave(page, atNanos);
        }
    }

    private static void refuse(ClassConnection to, @Nullable String ref, String words) {
        to.tell(ClassJson.bytes(new ClassJson.Refused("refused", ref, words)));
    }

    private void obey(StreamName stream, ClassConnection from, ClassJson.Command command) {
        ClassPage page = pages.get(from);
        ClassRoom room = rooms.get(stream);
        if (page == null || room == null) {
            return;
        }
        try {
            switch (room.obey(page, command)) {
                case Given<?> _ -> from.tell(ClassJson.bytes(new ClassJson.Done("done", command.ref())));
                case Answer.Refused<?>(Why _, String words) -> refuse(from, command.ref(), words);
            }
        } catch (DatabaseException e) {
            refuse(from, command.ref(), String.valueOf(e.getMessage()));
        }
    }

    // Housekeeping

    private void keepHouse() {
        try {
            round++;
            if (round % HALF_SECOND_ROUNDS == 0) {
                load();
                for (StreamName stream : known.keySet()) {
                    if (!rooms.containsKey(stream) && around.isLive().test(stream)) {
                        room(stream);
                    }
                }
            }
            if (round % ACCOUNTS_ROUNDS == 0) {
                checkAccounts();
            }
            if (round % TIDY_ROUNDS == 0) {
                store.forgetOld(clock.instant().minus(config.keep()), clock.instant());
            }
        } catch (DatabaseException e) {
            log.debug("[class] the database: {}", e.getMessage()); // which has said what is wrong
        } catch (RuntimeException e) {
            log.error("[class] housekeeping failed; it goes on", e);
        }
        List.copyOf(rooms.values()).forEach(this::keep);
    }

    private void keep(ClassRoom room) {
        try {
            if (round % HALF_SECOND_ROUNDS == 0) {
                room.tick();
                if (room.unusedNanos() > UNUSED_NANOS) {
                    rooms.remove(room.name());
                    return;
                }
            } else if (round % HALF_SECOND_ROUNDS == 2) {
                room.pages().forEach(page -> page.wire().ping()); // answered before it is written who is in
            }
            if (room.flush()) {
                Map<String, Standing> now = room.standings();
                if (!now.equals(standings.put(room.name(), now))) {
                    observers.forEach(Runnable::run);
                }
            }
        } catch (DatabaseException e) {
            log.debug("[class] [live {}] the database: {}", room.name(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("[class] [live {}] failed; it goes on", room.name(), e);
        }
    }

    /// Looks whether accounts still are what they were.
    private void checkAccounts() throws DatabaseException {
        for (ClassRoom room : List.copyOf(rooms.values())) {
            for (ClassPage page : room.pages()) {
                if (page.visitor().session().isEmpty()) {
                    continue;
                }
                Optional<Caller.Person> person = person(page.visitor().session());
                if (person.isEmpty()) {
                    page.wire().end(SIGNED_OUT);
                } else {
                    page.leads(leads(person.get(), room.rules()));
                }
            }
        }
    }

    /// Says goodbye to everybody and writes how long they were there.
    @Override
    public void close() {
        try {
            call(() -> {
                for (ClassRoom room : rooms.values()) {
                    room.close();
                    room.write();
                }
                return rooms.size();
            });
        } catch (DatabaseException e) {
            log.warn("[class] the end of the attendance is missing: {}", e.getMessage());
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
