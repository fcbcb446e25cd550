package io.rostrum.server.chat;

import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Refused;
import io.rostrum.server.chat.Outcome.Why;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The chat of one stream: who is in it, its newest messages, its rules and who is shut out.
///
/// Thread-safe, and nothing blocks: what is said is handed to the event loops in the order of its ids,
/// and
/// to the database's writer. Guests may write while the stream is live or planned and for [#LINGER] after; people
/// with
/// an account at any time.
final class Room {
    /// Messages that are kept in memory for who joins.
    static final int HISTORY = 200;
    /// How long guests may go on when the broadcast is over.
    static final Duration LINGER = Duration.ofMinutes(5);
    /// How long a guest's name is kept for a browser that is gone.
    static final Duration NICK_KEPT = Duration.ofMinutes(2);

    private static final int MOST_NICKS = 5_000;
    private static final int MOST_A_SECOND = 50;

    /// What all rooms share.
    ///
    /// @param liveSince    since when a stream is live; empty where it is not
    /// @param isPlanned    whether a stream is to be live now, or in a moment
    /// @param accountLooks what names of accounts look like
    /// @param nanoTime     a monotonic clock
    record Surroundings(
            ChatStore store,
            Function<StreamName, Optional<Instant>> liveSince,
            Predicate<StreamName> isPlanned,
            Supplier<Set<String>> accountLooks,
            Clock clock,
            LongSupplier nanoTime) {}

    /// A message and what everybody gets of it.
    private record Kept(ChatMessage message, String json) {}

    /// @param author      whose name it is
    /// @param connections of those in the room who go by it
    /// @param leftAt      when the last of them left
    private record Holder(String author, int connections, Instant leftAt) {}

    private final StreamName name;
    private final Surroundings around;
    private final ArrayDeque<Kept> history = new ArrayDeque<>();
    private final List<Ban> bans;
    private final Map<EventExecutor, LoopClients> groups = new HashMap<>();
    private final Set<ChatConnection> connections = new HashSet<>();
    private final Map<String, Holder> nicks = new LinkedHashMap<>();
    private final Map<String, Instant> lastSaid = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_NICKS;
        }
    };
    private final Allowance allowance;
    private ChatRules rules;
    private WordFilter filter;
    private long last;
    /// Whether the database has messages older than those in memory.
    private boolean older;
    private Instant liveSeen = Instant.MIN;
    private boolean open;
    private boolean closed;
    private long usedNanos;

    /// @param newest  at most [#HISTORY], the oldest first
    /// @param allBans of this stream
    Room(StreamName name, Surroundings around, List<ChatMessage> newest, ChatRules rules, List<Ban> allBans) {
        this.name = name;
        this.around = around;
        this.rules = rules;
        this.filter = new WordFilter(rules.blockedWords());
        this.bans = new ArrayList<>(allBans);
        this.older = newest.size() >= HISTORY;
        newest.forEach(this::keep);
        this.usedNanos = around.nanoTime().getAsLong();
        this.allowance = new Allowance(2.0 * MOST_A_SECOND, MOST_A_SECOND, usedNanos);
        this.open = isOpenNow(around.clock().instant());
    }

    StreamName name() {
        return name;
    }

    private void keep(ChatMessage message) {
        history.add(new Kept(message, ChatJson.text(ChatJson.view(message))));
        last = message.id();
        if (history.size() > HISTORY) {
            history.poll();
            older = true;
        }
    }

    private boolean isOpenNow(Instant now) {
        if (around.liveSince().apply(name).isPresent()) {
            liveSeen = now;
        }
        return liveSeen.isAfter(now.minus(LINGER)) || around.isPlanned().test(name);
    }

    /// Lets a connection in, whose first message is the welcome. On its event loop.
    ///
    /// @param after newest message it has; empty for none
    synchronized void enter(ChatConnection client, OptionalLong after) {
        connections.add(client);
        usedNanos = around.nanoTime().getAsLong();
        byte[] first = Frames.text(welcome(client, after));
        LoopClients group = groups.computeIfAbsent(client.loop(), LoopClients::new);
        client.loop().execute(() -> group.add(client, first));
    }

    private String welcome(ChatConnection client, OptionalLong after) {
        long has = after.orElse(-1);
        List<String> news = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        for (Kept one : history) {
            if (one.message().id() > has) {
                news.add(one.json());
            } else {
                kept.add(one.message().id());
            }
        }
        boolean missed = after.isPresent() && older && kept.isEmpty() && has < last;
        Instant now = around.clock().instant();
        ChatJson.You you = client.speaker()
                .map(speaker -> ChatJson.you(speaker, null, banOf(speaker, now)))
                .orElse(null);
        return ChatJson.with(
                ChatJson.text(new ChatJson.Welcome(
                        "welcome",
                        ChatJson.VERSION,
                        now.toEpochMilli(),
                        open,
                        missed,
                        older,
                        kept,
                        ChatJson.view(rules, /* words= */ false),
                        you)),
                "messages",
                news);
    }

    /// On the connection's event loop.
    void leave(ChatConnection client) {
        LoopClients group;
        synchronized (this) {
            connections.remove(client);
            usedNanos = around.nanoTime().getAsLong();
            client.speaker().filter(Speaker::isGuest).ifPresent(this::release);
            group = groups.get(client.loop());
        }
        if (group != null) {
            group.remove(client);
        }
    }

    /// Gives a guest a name.
    ///
    /// @param before what this connection went by; null for nobody yet
    synchronized Outcome<Optional<Ban>> join(Speaker guest, Nick nick, @Nullable Speaker before) {
        Instant now = around.clock().instant();
        Holder holder = nicks.get(nick.looks());
        if (nick.isReserved() || around.accountLooks().get().contains(nick.looks())) {
            return Outcome.refused(Why.NICK, "This name is somebody else's here; choose another.");
        }
        boolean free = holder == null
                || holder.author().equals(guest.author())
                || (holder.connections() == 0 && holder.leftAt().isBefore(now.minus(NICK_KEPT)));
        if (!free) {
            return Outcome.refused(Why.NICK, "Somebody here is called that, or nearly that; choose another name.");
        }
        if (before != null) {
            release(before);
        }
        Holder own = nicks.get(nick.looks());
        int others = own == null || !own.author().equals(guest.author()) ? 0 : own.connections();
        nicks.put(nick.looks(), new Holder(guest.author(), others + 1, now));
        return new Done<>(banOf(guest, now));
    }

    private void release(Speaker guest) {
        nicks.computeIfPresent(
                guest.looks(),
                (_, held) -> held.author().equals(guest.author())
                        ? new Holder(
                                held.author(),
                                Math.max(0, held.connections() - 1),
                                around.clock().instant())
                        : held);
    }

    /// Says something to everybody.
    ///
    /// @return the message's id
    synchronized Outcome<Long> say(Speaker by, String raw) {
        if (closed) {
            return Outcome.refused(Why.UNAVAILABLE, "The server is stopping.");
        }
        Instant now = around.clock().instant();
        String text = ChatText.clean(raw);
        Optional<Refused<Long>> objection = objection(by, text, now);
        if (objection.isPresent()) {
            return objection.get();
        }
        long id = Math.max(last + 1, now.toEpochMilli());
        long streamMillis = around.liveSince()
                .apply(name)
                .map(since -> Math.max(0, Duration.between(since, now).toMillis()))
                .orElse(-1L);
        ChatMessage message =
                new ChatMessage(id, now, streamMillis, by.author(), by.nick(), by.role(), by.address(), text);
        keep(message);
        lastSaid.put(by.author(), now);
        around.store().add(name, message);
        broadcast(history.getLast().json());
        return new Done<>(id);
    }

    private Optional<Refused<Long>> objection(Speaker by, String text, Instant now) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > ChatText.MAX_CODE_POINTS) {
            return refusal(
                    Why.TEXT,
                    text.isEmpty()
                            ? "There is nothing to see in this message."
                            : "This message is too long (expected: at most " + ChatText.MAX_CODE_POINTS + " letters).");
        }
        if (!by.moderates()) {
            Optional<Refused<Long>> ruled = ruledOut(by, text, now);
            if (ruled.isPresent()) {
                return ruled;
            }
        }
        return allowance.take(around.nanoTime().getAsLong())
                ? Optional.empty()
                : Optional.of(new Refused<>(
                        Why.RATE, "Too much is said here at once; try again in a moment.", allowance.waitMillis()));
    }

    private Optional<Refused<Long>> ruledOut(Speaker by, String text, Instant now) {
        Optional<Ban> ban = banOf(by, now);
        if (ban.isPresent()) {
            return Optional.of(new Refused<>(
                    Why.BANNED,
                    "You may not write here" + (ban.get().until().isPresent() ? " for now." : "."),
                    ban.get()
                            .until()
                            .map(until -> Duration.between(now, until).toMillis())
                            .orElse(0L)));
        }
        if (by.isGuest() && rules.membersOnly()) {
            return refusal(Why.MEMBERS, "Only people who have signed in may write now.");
        }
        if (by.isGuest() && !isOpenNow(now)) {
            return refusal(Why.CLOSED, "The stream is not live; the chat opens when it is.");
        }
        Instant next = lastSaid.getOrDefault(by.author(), Instant.MIN);
        if (rules.slowSeconds() > 0 && next.isAfter(now.minusSeconds(rules.slowSeconds()))) {
            long wait =
                    Duration.between(now, next.plusSeconds(rules.slowSeconds())).toMillis();
            return Optional.of(
                    new Refused<>(Why.SLOW, "Slow mode: one message every " + rules.slowSeconds() + " seconds.", wait));
        }
        if (!rules.links() && ChatText.hasLink(text)) {
            return refusal(Why.LINKS, "Links are not allowed in this chat.");
        }
        return filter.blocks(text)
                ? refusal(Why.WORDS, "There is a word in it that is not wanted in this chat.")
                : Optional.empty();
    }

    private static Optional<Refused<Long>> refusal(Why why, String words) {
        return Optional.of(new Refused<>(why, words, 0));
    }

    private Optional<Ban> banOf(Speaker speaker, Instant now) {
        return bans.stream().filter(ban -> ban.hits(speaker, now)).reduce(Room::longer);
    }

    private static Ban longer(Ban one, Ban other) {
        return one.until().isEmpty()
                        || (other.until().isPresent()
                                && other.until().get().isBefore(one.until().get()))
                ? one
                : other;
    }

    private void broadcast(String json) {
        byte[] frame = Frames.text(json);
        groups.forEach((loop, group) -> loop.execute(() -> group.send(frame)));
    }

    // Moderation; what is done here is in the database already

    synchronized Optional<ChatMessage> find(long id) {
        return history.stream()
                .map(Kept::message)
                .filter(message -> message.id() == id)
                .findFirst();
    }

    /// {@return the newest message's id; 0 before the first}
    synchronized long last() {
        return last;
    }

    synchronized void deleted(long id) {
        history.removeIf(kept -> kept.message().id() == id);
        broadcast(ChatJson.text(new ChatJson.Gone("gone", List.of(id))));
    }

    /// @param upTo newest message that is gone
    synchronized void cleared(long upTo) {
        history.removeIf(kept -> kept.message().id() <= upTo);
        older = false;
        broadcast(ChatJson.text(new ChatJson.Cleared("cleared", upTo)));
    }

    synchronized ChatRules rules() {
        return rules;
    }

    synchronized void changed(ChatRules now) {
        rules = now;
        filter = new WordFilter(now.blockedWords());
        broadcast(ChatJson.text(ChatJson.view(now, /* words= */ false)));
    }

    /// {@return those that count now, the oldest first}
    synchronized List<Ban> bans() {
        Instant now = around.clock().instant();
        return bans.stream().filter(ban -> !ban.isOver(now)).toList();
    }

    synchronized void banned(Ban ban) {
        bans.add(ban);
        tellMuted(ban);
    }

    synchronized void lifted(Ban ban) {
        bans.remove(ban);
        tellMuted(ban);
    }

    /// Tells those whom a ban hits how they stand now.
    private void tellMuted(Ban ban) {
        Instant now = around.clock().instant();
        for (ChatConnection client : connections) {
            client.speaker().filter(speaker -> ban.hits(speaker, now)).ifPresent(speaker -> {
                Optional<Ban> counts = banOf(speaker, now);
                client.tell(new ChatJson.MutedNow(
                        "muted", counts.map(ChatJson::view).orElse(null)));
            });
        }
    }

    // Housekeeping

    /// {@return those in the room}
    synchronized List<ChatConnection> connections() {
        return List.copyOf(connections);
    }

    /// Says so when the chat opens or closes, and forgets what is over.
    synchronized void tick() {
        Instant now = around.clock().instant();
        if (isOpenNow(now) != open) {
            open = !open;
            broadcast(ChatJson.text(new ChatJson.Open("open", open)));
        }
        bans.removeIf(ban -> ban.isOver(now));
        Instant old = now.minus(NICK_KEPT);
        nicks.values().removeIf(held -> held.connections() == 0 && held.leftAt().isBefore(old));
    }

    /// {@return nanoseconds for which nobody has been here or asked for it; less than 0 while somebody
    /// is}
    synchronized long unusedNanos() {
        return connections.isEmpty() ? around.nanoTime().getAsLong() - usedNanos : -1;
    }

    synchronized void used() {
        usedNanos = around.nanoTime().getAsLong();
    }

    synchronized void ping() {
        groups.forEach((loop, group) -> loop.execute(group::ping));
    }

    /// Says goodbye to all, and takes nothing any more.
    synchronized void close() {
        closed = true;
        groups.forEach((loop, group) -> loop.execute(group::close));
    }
}
