package io.rostrum.server.channel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.rostrum.server.account.Account;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel.About;
import io.rostrum.server.channel.Channel.Link;
import io.rostrum.server.channel.Channel.Visibility;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The channels there are: in the database, and in memory for those who may not wait for one.
/// Thread-safe.
///
/// What is in memory follows what is changed here, so a database belongs to one server. Until it has
/// been read ([#load()]), no stream is listed, since nobody knows which ones must not be.
public final class Channels {
    private static final Logger log = LoggerFactory.getLogger(Channels.class);
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    /// Of one server.
    static final int MOST = 1_000;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<StreamName, Channel> known = new ConcurrentHashMap<>();
    private final List<Consumer<StreamName>> observers = new CopyOnWriteArrayList<>();
    private volatile boolean loaded;

    /// What came of a change.
    sealed interface Outcome {
        /// It is done.
        ///
        /// @param before what was there
        record Done(Optional<Channel> before, Channel after) implements Outcome {}

        /// Somebody else has changed it since.
        record Stale() implements Outcome {}

        /// It must be said which version is to be changed.
        record Unsure() implements Outcome {}

        /// Nothing has changed.
        record Refused(Why why, String words) implements Outcome {}
    }

    /// Why a change is refused.
    enum Why {
        BAD,
        FORBIDDEN,
        MISSING,
        FULL,
        IN_USE
    }

    /// Which channel is meant, of those of a name that there have been.
    sealed interface Match {
        /// The one there is, or none; whoever replaces one must say which.
        record Any() implements Match {}

        /// None there was.
        record Absent() implements Match {}

        /// The one there is.
        record Present() implements Match {}

        /// This one.
        record Version(long version) implements Match {}
    }

    /// Says what becomes of a channel, or why nothing does.
    interface Change {
        Outcome of(Transaction transaction, Optional<Channel> before) throws DatabaseException;
    }

    public Channels(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Reads the channels unless that was done. Blocks.
    public void load() throws DatabaseException {
        if (loaded) {
            return;
        }
        synchronized (this) {
            if (loaded) {
                return;
            }
            database.read(transaction -> transaction.list("SELECT * FROM channels", Channels::read))
                    .forEach(channel -> known.put(channel.stream(), channel));
            loaded = true;
        }
        log.debug("[channel] {} channels", known.size());
    }

    boolean isLoaded() {
        return loaded;
    }

    /// {@return the channel of a stream, as far as it was described}
    public Channel of(StreamName stream) {
        return known.getOrDefault(stream, Channel.undescribed(stream));
    }

    /// {@return whether somebody may change what there is on a channel: whose it is, and moderators and
    /// owners}
    public boolean mayEdit(Caller caller, StreamName stream) {
        Editor editor = Editor.of(caller);
        return find(stream).map(editor::mayEdit).orElse(editor.mayAll());
    }

    Optional<Channel> find(StreamName stream) {
        return Optional.ofNullable(known.get(stream));
    }

    /// {@return whether a stream may be in lists}
    public boolean isListed(StreamName stream) {
        return loaded && of(stream).isListed();
    }

    /// {@return whether somebody may change what a stream says of itself and who may watch it}
    public boolean mayEdit(StreamName stream, Caller caller) {
        Editor editor = Editor.of(caller);
        return find(stream).map(editor::mayEdit).orElseGet(editor::mayAll);
    }

    /// {@return those that were described, in no order}
    Collection<Channel> all() {
        return List.copyOf(known.values());
    }

    /// {@return streams whose channels were described, by name}
    public List<StreamName> streams() {
        return known.keySet().stream().sorted().toList();
    }

    /// Calls `observer` with the stream of each channel that has changed, on the thread that did.
    void onChanged(Consumer<StreamName> observer) {
        observers.add(observer);
    }

    /// {@return names of accounts by their ids}
    Map<String, String> accountNames() throws DatabaseException {
        return database
                .read(transaction -> transaction.list(
                        "SELECT id, name FROM accounts", row -> Map.entry(row.text("id"), row.text("name"))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Changes or makes a channel. Blocks.
    ///
    /// @param wanted  what is not null of it
    /// @param replace whether what is null becomes empty
    Outcome describe(
            StreamName stream, Match match, ChannelRules.Wanted wanted, boolean replace, Editor editor, Actor actor)
            throws DatabaseException {
        Predicate<Channel> may = channel -> editor.mayEdit(channel) || editor.mayDescribe(stream);
        return change(stream, match, replace, may, actor, (transaction, before) -> {
            if (editor.mayDescribe(stream) && (wanted.accent() != null || wanted.visibility() != null)) {
                return new Outcome.Refused(
                        Why.FORBIDDEN, "accent and visibility: are set by people who have signed in, not by devices.");
            }
            if (before.isEmpty() && !editor.mayCreate() && !editor.mayDescribe(stream)) {
                return new Outcome.Refused(Why.FORBIDDEN, "Channels are made by teachers and those above them.");
            }
            if (before.isEmpty() && !editor.mayAll() && hasClassOfOthers(transaction, stream, editor)) {
                return new Outcome.Refused(
                        Why.FORBIDDEN, "This stream has a class of somebody else's; a moderator can make its channel.");
            }
            if (before.isEmpty() && known.size() >= MOST) {
                return new Outcome.Refused(
                        Why.FULL, "There are " + known.size() + " channels (expected: at most " + MOST + ").");
            }
            ChannelRules rules = new ChannelRules();
            Channel was = before.orElseGet(() -> Channel.undescribed(stream));
            About about = rules.apply(replace ? About.NOTHING : was.about(), wanted);
            if (!rules.objections().isEmpty()) {
                return new Outcome.Refused(Why.BAD, String.join("\n", rules.objections()));
            }
            Optional<String> owner = before.isEmpty() ? editor.accountId() : was.ownerId();
            if (wanted.owner() != null) {
                if (!editor.mayAll()) {
                    return new Outcome.Refused(
                            Why.FORBIDDEN, "owner: is set by moderators and owners of the server alone.");
                }
                owner = account(transaction, wanted.owner());
                if (owner.isEmpty() && !wanted.owner().isBlank()) {
                    return new Outcome.Refused(
                            Why.BAD, "owner: no account of this name (expected: one there is, or nothing).");
                }
            }
            return new Outcome.Done(before, with(was, about, was.picture(), owner));
        });
    }

    /// Gives a channel another picture, or none; the file of the one before is the caller's to delete.
    /// Blocks.
    Outcome picture(StreamName stream, Optional<String> picture, Match match, Editor editor, Actor actor)
            throws DatabaseException {
        return change(
                stream,
                match,
                false,
                editor::mayEdit,
                actor,
                (_, before) -> before.<Outcome>map(
                                was -> new Outcome.Done(before, with(was, was.about(), picture, was.ownerId())))
                        .orElseGet(Channels::missing));
    }

    private static Outcome missing() {
        return new Outcome.Refused(Why.MISSING, "There is no channel of this name; make it with PUT.");
    }

    private static Optional<String> account(Transaction transaction, String name) throws DatabaseException {
        return transaction.one("SELECT id FROM accounts WHERE name_key = ?", row -> row.text("id"), Account.key(name));
    }

    private Channel with(Channel was, About about, Optional<String> picture, Optional<String> owner) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // never that of a channel of this name that was removed
        long version = Math.max(was.version() + 1, now.toEpochMilli());
        return new Channel(was.stream(), about, picture, owner, version, now, was.lastLive());
    }

    /// @param sure whether it must be said which version is changed
    /// @param may  whether one that there is may be changed
    private Outcome change(
            StreamName stream, Match match, boolean sure, Predicate<Channel> may, Actor actor, Change change)
            throws DatabaseException {
        load();
        Outcome outcome = database.write(transaction -> {
            Optional<Channel> before = byName(transaction, stream);
            Optional<Outcome> objection = objection(before, match, sure, may);
            if (objection.isPresent()) {
                return objection.get();
            }
            Outcome made = change.of(transaction, before);
            if (made instanceof Outcome.Done(Optional<Channel> _, Channel after)) {
                write(transaction, before.isPresent(), after);
                audit.add(
                        transaction,
                        actor,
                        before.map(was -> "channel changed: " + difference(was, after))
                                .orElse("channel made"),
                        stream.value());
            }
            return made;
        });
        if (outcome instanceof Outcome.Done(Optional<Channel> _, Channel after)) {
            known.merge(stream, after, Channels::newer);
            observers.forEach(observer -> observer.accept(stream));
        }
        return outcome;
    }

    private static Optional<Outcome> objection(
            Optional<Channel> before, Match match, boolean sure, Predicate<Channel> may) {
        if (before.isPresent() && !may.test(before.get())) {
            return Optional.of(new Outcome.Refused(
                    Why.FORBIDDEN, "A channel is changed by whose it is, and by moderators and owners of the server."));
        }
        return switch (match) {
            case Match.Any _ when sure && before.isPresent() -> Optional.of(new Outcome.Unsure());
            case Match.Absent _ when before.isPresent() -> Optional.of(new Outcome.Stale());
            case Match.Present _ when before.isEmpty() -> Optional.of(new Outcome.Stale());
            case Match.Version(long version)
            when before.isEmpty() || before.get().version() != version -> Optional.of(new Outcome.Stale());
            default -> Optional.empty();
        };
    }

    private static String difference(Channel was, Channel is) {
        About a = was.about();
        About b = is.about();
        List<String> changed = new ArrayList<>();
        note(changed, "title", a.title(), b.title());
        note(changed, "description", a.description(), b.description());
        note(changed, "tags", a.tags(), b.tags());
        note(changed, "links", a.links(), b.links());
        note(changed, "language", a.language(), b.language());
        note(changed, "accent", a.accent(), b.accent());
        note(changed, "visibility", a.visibility(), b.visibility());
        note(changed, "picture", was.picture(), is.picture());
        note(changed, "owner", was.ownerId(), is.ownerId());
        return changed.isEmpty() ? "nothing" : String.join(", ", changed);
    }

    private static void note(List<String> changed, String field, Object was, Object is) {
        if (!was.equals(is)) {
            changed.add(field);
        }
    }

    /// Whose the channel is leads the class, too: it goes to nobody else by being made.
    private static boolean hasClassOfOthers(Transaction transaction, StreamName stream, Editor editor)
            throws DatabaseException {
        return transaction
                .one(
                        "SELECT stream FROM classes WHERE stream = ? AND teacher_id IS NOT NULL AND teacher_id <> ?",
                        row -> row.text("stream"),
                        stream.value(),
                        editor.accountId().orElse(""))
                .isPresent();
    }

    private static boolean hasShows(Transaction transaction, StreamName stream) throws DatabaseException {
        return !transaction
                .list("SELECT id FROM shows WHERE stream = ? LIMIT 1", row -> row.text("id"), stream.value())
                .isEmpty();
    }

    /// Removes a channel; the file of its picture is the caller's to delete. What its schedule says of
    /// it would be public without it, so that has to go first. Blocks.
    Outcome remove(StreamName stream, Match match, Editor editor, Actor actor) throws DatabaseException {
        load();
        Outcome outcome = database.write(transaction -> {
            Optional<Channel> before = byName(transaction, stream);
            Optional<Outcome> objection = objection(before, match, false, editor::mayEdit);
            if (objection.isPresent() || before.isEmpty()) {
                return objection.orElseGet(Channels::missing);
            }
            if (hasShows(transaction, stream)) {
                return new Outcome.Refused(Why.IN_USE, "This channel has shows in its schedule; remove them first.");
            }
            transaction.change("DELETE FROM channels WHERE stream = ?", stream.value());
            audit.add(transaction, actor, "channel removed", stream.value());
            return new Outcome.Done(before, Channel.undescribed(stream));
        });
        if (outcome instanceof Outcome.Done(Optional<Channel> before, Channel _)) {
            known.computeIfPresent(
                    stream,
                    (_, now) ->
                            before.filter(was -> was.version() < now.version()).isPresent() ? now : null);
            observers.forEach(observer -> observer.accept(stream));
        }
        return outcome;
    }

    /// Notes that a stream is live now, or was until now; nothing where nobody described it. Blocks.
    void wasLive(StreamName stream) throws DatabaseException {
        load();
        Instant now = clock.instant();
        int rows = database.write(transaction ->
                transaction.change("UPDATE channels SET last_live_at = ? WHERE stream = ?", now, stream.value()));
        if (rows > 0) {
            known.computeIfPresent(stream, (_, channel) -> channel.lastLive(now));
            observers.forEach(observer -> observer.accept(stream));
        }
    }

    /// Two changes may reach the memory in another order than the database.
    private static Channel newer(Channel one, Channel other) {
        Channel newest = one.version() > other.version() ? one : other;
        return one.lastLive()
                .filter(at -> newest.lastLive().filter(now -> !now.isBefore(at)).isEmpty())
                .map(newest::lastLive)
                .orElse(newest);
    }

    private static Optional<Channel> byName(Transaction transaction, StreamName stream) throws DatabaseException {
        return transaction.one("SELECT * FROM channels WHERE stream = ?", Channels::read, stream.value());
    }

    private static Channel read(Row row) throws DatabaseException {
        String tags = row.text("tags");
        return new Channel(
                new StreamName(row.text("stream")),
                new About(
                        row.text("title"),
                        row.text("description"),
                        tags.isEmpty() ? List.of() : Arrays.asList(tags.split("\n", -1)),
                        Arrays.asList(GSON.fromJson(row.text("links"), Link[].class)),
                        row.text("language"),
                        row.text("accent"),
                        Visibility.valueOf(row.text("visibility").toUpperCase(Locale.ROOT))),
                row.optionalText("picture"),
                row.optionalText("owner_id"),
                row.number("version"),
                row.time("changed_at"),
                row.optionalTime("last_live_at"));
    }

    private static void write(Transaction transaction, boolean there, Channel channel) throws DatabaseException {
        About about = channel.about();
        String tags = String.join("\n", about.tags());
        String links = GSON.toJson(about.links());
        if (there) {
            transaction.change(
                    "UPDATE channels SET title = ?, description = ?, tags = ?, links = ?, language = ?, accent = ?,"
                            + " visibility = ?, picture = ?, owner_id = ?, version = ?, changed_at = ? WHERE stream = ?",
                    about.title(),
                    about.description(),
                    tags,
                    links,
                    about.language(),
                    about.accent(),
                    about.visibility().text(),
                    channel.picture(),
                    channel.ownerId(),
                    channel.version(),
                    channel.changedAt(),
                    channel.stream().value());
        } else {
            transaction.change(
                    "INSERT INTO channels (stream, title, description, tags, links, language, accent, visibility,"
                            + " picture, owner_id, version, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    channel.stream().value(),
                    about.title(),
                    about.description(),
                    tags,
                    links,
                    about.language(),
                    about.accent(),
                    about.visibility().text(),
                    channel.picture(),
                    channel.ownerId(),
                    channel.version(),
                    channel.changedAt());
        }
    }
}
