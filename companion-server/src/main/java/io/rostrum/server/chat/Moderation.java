package io.rostrum.server.chat;

import io.netty.util.NetUtil;
import io.rostrum.server.account.Account;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Why;
import io.rostrum.server.data.DatabaseException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What moderators do: first in the database, with its line in the audit log, then in the room. Blocks;
/// thread-safe.
///
/// Nobody moderates somebody whose role is as high as their own.
final class Moderation {
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);
    private static final int MAX_REASON = 200;
    private static final int MAX_BANS = 2_000;

    private final ChatStore store;
    private final Accounts accounts;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();

    /// Who moderates.
    ///
    /// @param role empty for the operator, who is above all
    record Moderator(Actor actor, Optional<Role> role) {
        static Moderator of(Caller caller, InetAddress peer) {
            Optional<Role> role = switch (caller) {
                case Caller.Person person -> Optional.of(person.role());
                case Caller.Token token -> Optional.of(token.role());
                case Caller.Operator _ -> Optional.empty();
                case Caller.Device _ -> Optional.of(Speaker.DEVICE);
                case Caller.Nobody _ -> Optional.of(Role.VIEWER);
            };
            return new Moderator(Actor.of(caller, peer.getHostAddress()), role);
        }

        boolean isAbove(Optional<Role> other) {
            return role.isEmpty() || other.isEmpty() || role.get().compareTo(other.get()) > 0;
        }
    }

    /// @param author of a guest's name, who it was; else empty
    /// @param role   of an account
    private record Target(Ban.Kind kind, String subject, String author, String shown, Optional<Role> role) {}

    Moderation(ChatStore store, Accounts accounts, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.clock = clock;
    }

    private Optional<ChatMessage> find(Room room, long id) throws DatabaseException {
        Optional<ChatMessage> known = room.find(id);
        return known.isPresent() ? known : store.find(room.name(), id);
    }

    private static <T> Outcome<T> notBelow() {
        return Outcome.refused(Why.FORBIDDEN, "Whoever that is has a role as high as yours.");
    }

    Outcome<Long> delete(Room room, long id, Moderator by) throws DatabaseException {
        Optional<ChatMessage> message = find(room, id);
        if (message.isEmpty()) {
            return Outcome.refused(Why.MISSING, "There is no such message (any more).");
        }
        boolean own = by.actor().name().equals(message.get().nick());
        if (!own && !by.isAbove(message.get().role())) {
            return notBelow();
        }
        store.delete(room.name(), message.get(), by.actor());
        room.deleted(id);
        return new Done<>(id);
    }

    Outcome<Long> clear(Room room, Moderator by) throws DatabaseException {
        long upTo = room.last();
        store.clear(room.name(), upTo, by.actor());
        room.cleared(upTo);
        return new Done<>(upTo);
    }

    Outcome<Ban> ban(Room room, ChatJson.NewBan wanted, Moderator by) throws DatabaseException {
        Optional<Target> found = target(room, wanted);
        if (found.isEmpty()) {
            return Outcome.refused(
                    Why.MISSING,
                    "There is nobody of that kind (expected: a message of theirs, or what"
                            + " account, nick or address and its subject).");
        }
        Target target = found.get();
        if (!by.isAbove(target.role())) {
            return notBelow();
        }
        Integer seconds = wanted.seconds();
        if (seconds != null && (seconds < 1 || seconds > LONGEST_TIMEOUT.toSeconds())) {
            return Outcome.refused(
                    Why.BAD, "seconds: " + seconds + " (expected: 1 to " + LONGEST_TIMEOUT.toSeconds() + ").");
        }
        if (room.bans().size() >= MAX_BANS) {
            return Outcome.refused(Why.BAD, "There are " + MAX_BANS + " bans here already; lift some first.");
        }
        Instant now = clock.instant();
        Ban ban = new Ban(
                UUID.randomUUID().toString(),
                target.kind(),
                target.subject(),
                target.author(),
                target.shown(),
                Optional.ofNullable(seconds).map(now::plusSeconds),
                reason(wanted.reason()),
                by.actor().name(),
                Instant.ofEpochMilli(now.toEpochMilli()));
        store.ban(room.name(), ban, by.actor());
        room.banned(ban);
        return new Done<>(ban);
    }

    private static String reason(@Nullable String given) {
        String clean = ChatText.clean(given == null ? "" : given);
        return clean.codePointCount(0, clean.length()) <= MAX_REASON
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_REASON));
    }

    private Optional<Target> target(Room room, ChatJson.NewBan wanted) throws DatabaseException {
        Long id = wanted.message();
        if (id != null) {
            return find(room, id).flatMap(message -> target(message, "address".equals(wanted.what())));
        }
        String subject = wanted.subject() == null ? "" : wanted.subject().strip();
        return switch (Ban.Kind.of(String.valueOf(wanted.what())).orElse(Ban.Kind.NICK)) {
            case ACCOUNT -> account(subject);
            case NICK ->
                Nick.parse(subject)
                        .map(nick -> new Target(Ban.Kind.NICK, nick.looks(), "", nick.shown(), Optional.empty()));
            case ADDRESS ->
                Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(subject))
                        .map(Speaker::network)
                        .map(network -> new Target(Ban.Kind.ADDRESS, network, "", network, Optional.empty()));
        };
    }

    private Optional<Target> account(String name) throws DatabaseException {
        for (Account account : accounts.list()) {
            if (account.name().equalsIgnoreCase(name)) {
                return Optional.of(new Target(
                        Ban.Kind.ACCOUNT, "account:" + account.id(), "", account.name(), Optional.of(account.role())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Target> target(ChatMessage message, boolean byAddress) {
        if (byAddress) {
            return message.address().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Target(Ban.Kind.ADDRESS, message.address(), "", message.nick(), message.role()));
        }
        return Optional.of(
                message.isOfGuest()
                        ? new Target(
                                Ban.Kind.NICK,
                                Skeleton.of(message.nick()),
                                message.author(),
                                message.nick(),
                                Optional.empty())
                        : new Target(Ban.Kind.ACCOUNT, message.author(), "", message.nick(), message.role()));
    }

    Outcome<Ban> lift(Room room, String id, Moderator by) throws DatabaseException {
        Optional<Ban> ban =
                room.bans().stream().filter(one -> one.id().equals(id)).findFirst();
        if (ban.isEmpty()) {
            return Outcome.refused(Why.MISSING, "There is no such ban (any more).");
        }
        store.lift(room.name(), ban.get(), by.actor());
        room.lifted(ban.get());
        return new Done<>(ban.get());
    }

    Outcome<ChatRules> change(Room room, ChatJson.RulesChange wanted, Moderator by) throws DatabaseException {
        changing.lock();
        try {
            ChatRules now = room.rules();
            int slow = wanted.slowSeconds() == null ? now.slowSeconds() : wanted.slowSeconds();
            if (slow < 0 || slow > ChatRules.MAX_SLOW_SECONDS) {
                return Outcome.refused(
                        Why.BAD, "slowSeconds: " + slow + " (expected: 0 to " + ChatRules.MAX_SLOW_SECONDS + ").");
            }
            List<String> words = now.blockedWords();
            if (wanted.blockedWords() != null) {
                words = wanted.blockedWords().stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
            }
            Optional<String> objection = WordFilter.objection(words);
            if (objection.isPresent()) {
                return Outcome.refused(Why.BAD, objection.get());
            }
            ChatRules changed = new ChatRules(
                    slow,
                    wanted.links() == null ? now.links() : wanted.links(),
                    wanted.membersOnly() == null ? now.membersOnly() : wanted.membersOnly(),
                    words);
            store.rules(room.name(), changed, by.actor());
            room.changed(changed);
            return new Done<>(changed);
        } finally {
            changing.unlock();
        }
    }
}
