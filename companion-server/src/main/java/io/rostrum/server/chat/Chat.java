package io.rostrum.server.chat;

import io.rostrum.server.account.Account;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.Devices;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.Moderation.Moderator;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Refused;
import io.rostrum.server.chat.Outcome.Why;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chats of all streams: their rooms, and the one virtual thread that writes what was said into the
/// database and keeps house. Thread-safe; close it before the event loops and the database.
public final class Chat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Chat.class);
    /// How long an empty room is kept, so that a guest who reloads the page finds the name free.
    private static final long EMPTY_NANOS = TimeUnit.MINUTES.toNanos(10);
    /// The same where there are more than [#MANY_ROOMS].
    private static final long EMPTY_OF_MANY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MANY_ROOMS = 256;
    /// How long it is kept where a message came from.
    private static final Duration ADDRESSES_KEPT = Duration.ofDays(30);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int AT_ONCE_OF_ADDRESS = 40;
    private static final int A_SECOND_OF_ADDRESS = 10;

    private static final long ROUND_MILLIS = 250;
    /// In rounds: 2, 2, 10, 15 and 20 s, a quarter of an hour.
    private static final int TICK_ROUNDS = 8;

    /// How often devices are looked up: one that is revoked is out within that.
    private static final int DEVICES_ROUNDS = 8;

    private static final int NAMES_ROUNDS = 40;
    private static final int ACCOUNTS_ROUNDS = 60;
    private static final int PING_ROUNDS = 80;
    private static final int TIDY_ROUNDS = 3_600;
    private static final long END_SECONDS = 10;

    private final ChatConfig config;
    private final ChatStore store;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Devices devices;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Moderation moderation;
    private final Room.Surroundings around;
    private final ConcurrentHashMap<StreamName, Room> rooms = new ConcurrentHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chat-", 0).factory());
    private final Map<String, Allowance> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private final Thread keeper;
    private volatile Set<String> accountLooks = Set.of();
    private volatile boolean closed;

    /// @param liveSince since when a stream is live; empty where it is not
    /// @param isPlanned whether a stream is to be live now, or in a moment
    public Chat(
            ChatConfig config,
            Database database,
            AuditLog audit,
            Accounts accounts,
            Sessions sessions,
            Devices devices,
            Function<StreamName, Optional<Instant>> liveSince,
            Predicate<StreamName> isPlanned,
            Clock clock) {
        this.config = config;
        this.accounts = accounts;
        this.sessions = sessions;
        this.devices = devices;
        this.clock = clock;
        this.nanoTime = System::nanoTime;
        store = new ChatStore(database, audit);
        moderation = new Moderation(store, accounts, clock);
        around = new Room.Surroundings(store, liveSince, isPlanned, () -> accountLooks, clock, nanoTime);
        keeper = Thread.ofVirtual().name("chat").start(this::keepHouse);
    }

    boolean isEnabled() {
        return config.enabled();
    }

    ChatStore store() {
        return store;
    }

    Moderation moderation() {
        return moderation;
    }

    /// {@return the room of a stream, opened with what the database has of it. Blocks}
    Room room(StreamName name) throws DatabaseException {
        Room known = rooms.get(name);
        if (known != null) {
            known.used();
            return known;
        }
        opening.lock();
        try {
            Room made = rooms.get(name);
            if (made == null) {
                if (rooms.isEmpty()) {
                    readNames();
                }
                made = new Room(name, around, store.newest(name, Room.HISTORY), store.rules(name), store.bans(name));
                rooms.put(name, made);
                if (closed) {
                    made.close();
                }
            }
            made.used();
            return made;
        } finally {
            opening.unlock();
        }
    }

    private void readNames() throws DatabaseException {
        accountLooks =
                accounts.list().stream().map(Account::name).map(Skeleton::of).collect(Collectors.toUnmodifiableSet());
    }

    /// {@return who a session is of. Blocks}
    Optional<Caller.Person> person(Secret session) throws DatabaseException {
        return sessions.find(session);
    }

    /// {@return which device a token is of. Blocks}
    Optional<Caller.Device> device(Secret token, InetAddress peer) throws DatabaseException {
        return devices.find(token, peer.getHostAddress());
    }

    /// {@return whether one more message may come from an address; loopback carries many people's}
    boolean mayWriteFrom(InetAddress peer) {
        if (peer.isLoopbackAddress()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        synchronized (byAddress) {
            return byAddress
                    .computeIfAbsent(
                            Speaker.network(peer), _ -> new Allowance(AT_ONCE_OF_ADDRESS, A_SECOND_OF_ADDRESS, now))
                    .take(now);
        }
    }

    /// Does what a moderator wants who came by a WebSocket, on a virtual thread.
    ///
    /// @param answer told what came of it, with the number it is about
    void moderate(
            Room room,
            ChatJson.Command command,
            Membership membership,
            InetAddress peer,
            Consumer<Outcome<Long>> answer) {
        virtualThreads.execute(() -> {
            Outcome<Long> outcome;
            try {
                Optional<Caller> member = membership
                        .check()
                        .filter(known -> Speaker.member(known, "")
                                .filter(Speaker::moderates)
                                .isPresent());
                outcome = member.isEmpty()
                        ? Outcome.refused(Why.FORBIDDEN, "This is for moderators, teachers and owners.")
                        : moderate(room, command, Moderator.of(member.get(), peer));
            } catch (DatabaseException e) {
                outcome = Outcome.refused(Why.UNAVAILABLE, String.valueOf(e.getMessage()));
            }
            answer.accept(outcome);
        });
    }

    private Outcome<Long> moderate(Room room, ChatJson.Command command, Moderator by) throws DatabaseException {
        long id = command.id() == null ? -1 : command.id();
        return switch (String.valueOf(command.type())) {
            case "delete" -> moderation.delete(room, id, by);
            case "clear" -> moderation.clear(room, by);
            case "unban" -> about(id, moderation.lift(room, String.valueOf(command.ban()), by));
            case "rules" ->
                command.rules() == null
                        ? Outcome.refused(Why.BAD, "rules: missing.")
                        : about(id, moderation.change(room, command.rules(), by));
            default ->
                about(
                        id,
                        moderation.ban(
                                room,
                                new ChatJson.NewBan(
                                        command.id(),
                                        command.what(),
                                        null,
                                        "ban".equals(command.type()) ? null : orNone(command.seconds()),
                                        command.reason()),
                                by));
        };
    }

    /// A timeout says how long.
    private static int orNone(@Nullable Integer seconds) {
        return seconds == null ? 0 : seconds;
    }

    private static Outcome<Long> about(long id, Outcome<?> outcome) {
        return switch (outcome) {
            case Done<?> _ -> new Done<>(id);
            case Refused<?>(Why why, String words, long retryMillis) -> new Refused<>(why, words, retryMillis);
        };
    }

    private void keepHouse() {
        for (int round = 1; !closed; round++) {
            try {
                TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
                keep(round);
            } catch (InterruptedException e) {
                return; // it is closed
            } catch (DatabaseException e) {
                log.debug("[chat] the database: {}", e.getMessage()); // which has said what is wrong
            } catch (RuntimeException e) {
                log.error("[chat] housekeeping failed; it goes on", e);
            }
        }
    }

    private void keep(int round) throws DatabaseException {
        if (round % TICK_ROUNDS == 0) {
            rooms.values().forEach(Room::tick);
            dropUnused();
        }
        if (round % PING_ROUNDS == 0) {
            rooms.values().forEach(Room::ping);
        }
        store.flush();
        if (round % NAMES_ROUNDS == 0 && !rooms.isEmpty()) {
            readNames();
        }
        boolean people = round % ACCOUNTS_ROUNDS == 0;
        if (people || round % DEVICES_ROUNDS == 0) {
            for (Room room : rooms.values()) {
                room.connections().stream()
                        .filter(client -> people || client.isOfDevice())
                        .forEach(ChatConnection::checkMembership);
            }
        }
        if (round % TIDY_ROUNDS == 0) {
            Instant now = clock.instant();
            store.forgetOld(now.minus(config.keep()), now.minus(ADDRESSES_KEPT), now);
        }
    }

    private void dropUnused() {
        long most = rooms.size() > MANY_ROOMS ? EMPTY_OF_MANY_NANOS : EMPTY_NANOS;
        for (Room room : List.copyOf(rooms.values())) {
            if (room.unusedNanos() > most) {
                rooms.remove(room.name(), room);
            }
        }
    }

    /// Says goodbye to everybody and writes what waits.
    @Override
    public void close() {
        closed = true;
        rooms.values().forEach(Room::close);
        keeper.interrupt();
        virtualThreads.shutdown();
        try {
            keeper.join(Duration.ofSeconds(END_SECONDS));
            virtualThreads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            store.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatabaseException e) {
            log.warn("[chat] the last messages were not kept: {}", e.getMessage());
        }
    }
}
