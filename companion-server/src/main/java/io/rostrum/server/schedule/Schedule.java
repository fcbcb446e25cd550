package io.rostrum.server.schedule;

import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Transaction;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.ShowRules.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What is to be on air: in the database, and in memory for those who only read. Thread-safe.
///
/// What is in memory follows what is changed here, so a database belongs to one server. Until it has been read
/// ([#load()]) there is nothing to come.
public final class Schedule {
    /// Of one server, and of one channel.
    static final int MOST = 2_000;

    static final int MOST_OF_A_CHANNEL = 100;
    /// Dates of one show that differ.
    static final int MOST_CHANGES = 500;
    /// How far ahead dates are worked out.
    static final Duration AHEAD = Duration.ofDays(400);
    /// Of one show, ahead.
    static final int DATES_AHEAD = 20;
    /// How long what is over is still among what [#dates] gives.
    static final Duration BEHIND = Duration.ofMinutes(10);

    /// How long before a date people gather for it.
    static final Duration AT_HAND = Duration.ofMinutes(5);

    private static final Duration WORKED_OUT_EVERY = Duration.ofSeconds(30);

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<String, Show> known = new ConcurrentHashMap<>();
    private final Map<StreamName, Long> revisions = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
    /// Held while a change goes into the database and then into memory, so that both see the same order.
    private final Lock changing = new ReentrantLock();
    private final List<Consumer<Happened>> observers = new CopyOnWriteArrayList<>();
    private volatile boolean loaded;
    private volatile Ahead ahead = new Ahead(-1, Instant.MIN, List.of());

    private record Ahead(long revision, Instant at, List<Occurrence> dates) {}

    /// A change of a show.
    ///
    /// @param what `made`, `changed` or `removed`
    record Happened(Show show, String what) {}

    /// What came of a change.
    sealed interface Outcome {
        /// It is done; where it was a removal, `after` is what was removed.
        record Done(Show after) implements Outcome {}

        /// Somebody else has changed it since.
        record Stale() implements Outcome {}

        /// It must be said which version is to be changed.
        record Unsure() implements Outcome {}

        /// There is no such show, or no such date of it.
        record Missing() implements Outcome {}

        /// There are as many as there may be.
        record Full(String words) implements Outcome {}

        /// A line for each objection.
        record Bad(List<String> objections) implements Outcome {}
    }

    private interface Work {
        Outcome of(Show before);
    }

    public Schedule(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Reads the shows unless that was done. Blocks.
    public void load() throws DatabaseException {
        if (loaded) {
            return;
        }
        synchronized (this) {
            if (!loaded) {
                database.read(ShowStore::all).forEach(show -> known.put(show.id(), show));
                loaded = true;
                revision.incrementAndGet();
            }
        }
    }

    /// Calls `observer` with the stream of each show that has changed, on the thread that did.
    public void onPlanned(Consumer<StreamName> observer) {
        onChanged(happened -> observer.accept(happened.show().stream()));
    }

    /// Calls `observer` with each change, on the thread that made it.
    void onChanged(Consumer<Happened> observer) {
        observers.add(observer);
    }

    /// {@return a number that changes with what is planned on a channel, for open pages}
    public long revision(StreamName stream) {
        return revisions.getOrDefault(stream, 0L);
    }

    /// {@return a number that grows with each change}
    long revision() {
        return revision.get();
    }

    /// {@return the shows of one channel, the first to begin first}
    List<Show> of(StreamName stream) {
        return shows(show -> show.stream().equals(stream));
    }

    /// {@return the shows that are wanted, the first to begin first}
    List<Show> shows(Predicate<Show> wanted) {
        return known.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing((Show show) -> show.at(show.start()))
                        .thenComparing(Show::id))
                .toList();
    }

    Optional<Show> find(StreamName stream, String id) {
        return Optional.ofNullable(known.get(id)).filter(show -> show.stream().equals(stream));
    }

    /// {@return the dates of all shows that are not over for [#BEHIND], and those ahead, in their order}
    List<Occurrence> dates() {
        Ahead before = ahead;
        Instant now = clock.instant();
        long current = revision.get();
        if (before.revision() == current
                && !now.isBefore(before.at())
                && now.isBefore(before.at().plus(WORKED_OUT_EVERY))) {
            return before.dates();
        }
        List<Occurrence> dates = known.values().stream()
                .map(show -> show.occurrences(now.minus(BEHIND), now.plus(AHEAD), DATES_AHEAD))
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(Occurrence::start)
                        .thenComparing(date -> date.show().id()))
                .toList();
        ahead = new Ahead(current, now, dates);
        return dates;
    }

    /// {@return what is on or to come, of what is wanted, the first `most`}
    List<Occurrence> next(Predicate<Show> wanted, int most) {
        Instant now = clock.instant();
        return dates().stream()
                .filter(date -> date.end().isAfter(now) && wanted.test(date.show()))
                .limit(most)
                .toList();
    }

    /// {@return whether a date of a stream that others know of begins within [#AT_HAND], or is on by the plan}
    public boolean isAtHand(StreamName stream) {
        Instant now = clock.instant();
        for (Occurrence date : dates()) {
            if (date.start().isAfter(now.plus(AT_HAND))) {
                return false; // they are in order
            }
            if (date.stream().equals(stream)
                    && date.isOn()
                    && date.end().isAfter(now)
                    && date.show().visibility() != Show.Visibility.PRIVATE) {
                return true;
            }
        }
        return false;
    }

    /// Makes a show. Blocks.
    Outcome add(StreamName stream, ShowRules.Wanted wanted, Actor actor) throws DatabaseException {
        load();
        ShowRules rules = new ShowRules();
        Optional<Plan> plan = rules.plan(wanted);
        return plan.isEmpty() ? new Outcome.Bad(rules.objections()) : inTurn(() -> add(stream, plan.get(), actor));
    }

    private interface Turn {
        Outcome take() throws DatabaseException;
    }

    private Outcome inTurn(Turn turn) throws DatabaseException {
        changing.lock();
        try {
            return turn.take();
        } finally {
            changing.unlock();
        }
    }

    private Outcome add(StreamName stream, Plan is, Actor actor) throws DatabaseException {
        if (known.size() >= MOST || of(stream).size() >= MOST_OF_A_CHANNEL) {
            return new Outcome.Full("There are too many shows (expected: at most " + MOST_OF_A_CHANNEL
                    + " of a channel, " + MOST + " of a server); remove some that are over.");
        }
        Instant now = now();
        Show made = new Show(
                UUID.randomUUID().toString(),
                stream,
                is.words(),
                is.start(),
                is.duration(),
                is.zone(),
                is.rule(),
                new TreeMap<>(),
                is.visibility(),
                0,
                now.toEpochMilli(),
                now,
                now);
        database.write(transaction -> {
            ShowStore.add(transaction, made);
            audit.add(transaction, actor, "show made: " + made.words().title(), stream.value());
            return made;
        });
        happened(made, "made");
        return new Outcome.Done(made);
    }

    /// Replaces what a show is. Dates that differ stay where the rule still gives them. Blocks.
    ///
    /// @param version which was read; empty for not said
    Outcome replace(StreamName stream, String id, Optional<Long> version, ShowRules.Wanted wanted, Actor actor)
            throws DatabaseException {
        return change(stream, id, version, "changed", actor, before -> {
            ShowRules rules = new ShowRules();
            Optional<Plan> plan = rules.plan(wanted);
            return plan.isEmpty()
                    ? new Outcome.Bad(rules.objections())
                    : new Outcome.Done(with(before, plan.get(), before.changes()));
        });
    }

    /// Changes one date. Blocks.
    Outcome changeDate(
            StreamName stream,
            String id,
            LocalDateTime date,
            Optional<Long> version,
            ShowRules.WantedDate wanted,
            Actor actor)
            throws DatabaseException {
        return change(stream, id, version, "date changed", actor, before -> {
            if (!before.hasDate(date)) {
                return new Outcome.Missing();
            }
            ShowRules rules = new ShowRules();
            Optional<Change> change = rules.date(before, wanted);
            if (change.isEmpty()) {
                return new Outcome.Bad(rules.objections());
            }
            NavigableMap<LocalDateTime, Change> changes = new TreeMap<>(before.changes());
            changes.put(date, change.get());
            return changes.size() > MOST_CHANGES
                    ? new Outcome.Full("There are " + changes.size() + " dates that differ (expected: at most "
                            + MOST_CHANGES + "); a show of its own does better.")
                    : new Outcome.Done(with(before, planOf(before), changes));
        });
    }

    /// Makes one date again what the rule says. Blocks.
    Outcome restoreDate(StreamName stream, String id, LocalDateTime date, Optional<Long> version, Actor actor)
            throws DatabaseException {
        return change(stream, id, version, "date restored", actor, before -> {
            NavigableMap<LocalDateTime, Change> changes = new TreeMap<>(before.changes());
            return changes.remove(date) == null
                    ? new Outcome.Missing()
                    : new Outcome.Done(with(before, planOf(before), changes));
        });
    }

    /// Removes a show with all of its dates. Blocks.
    Outcome remove(StreamName stream, String id, Optional<Long> version, Actor actor) throws DatabaseException {
        load();
        return inTurn(() -> removeNow(stream, id, version, actor));
    }

    private Outcome removeNow(StreamName stream, String id, Optional<Long> version, Actor actor)
            throws DatabaseException {
        Outcome outcome = database.write(transaction -> {
            Optional<Show> before = ShowStore.byId(transaction, stream, id);
            if (before.isEmpty()) {
                return new Outcome.Missing();
            }
            if (version.isPresent() && version.get() != before.get().version()) {
                return new Outcome.Stale();
            }
            ShowStore.remove(transaction, before.get());
            note(transaction, actor, "removed", before.get());
            return new Outcome.Done(before.get());
        });
        if (outcome instanceof Outcome.Done(Show gone)) {
            known.remove(gone.id());
            happened(gone, "removed");
        }
        return outcome;
    }

    private Outcome change(StreamName stream, String id, Optional<Long> version, String action, Actor actor, Work work)
            throws DatabaseException {
        load();
        return inTurn(() -> changeNow(stream, id, version, action, actor, work));
    }

    private Outcome changeNow(
            StreamName stream, String id, Optional<Long> version, String action, Actor actor, Work work)
            throws DatabaseException {
        Outcome outcome = database.write(transaction -> {
            Optional<Show> before = ShowStore.byId(transaction, stream, id);
            if (before.isEmpty()) {
                return new Outcome.Missing();
            }
            if (version.isEmpty()) {
                return new Outcome.Unsure();
            }
            if (version.get() != before.get().version()) {
                return new Outcome.Stale();
            }
            Outcome made = work.of(before.get());
            if (made instanceof Outcome.Done(Show after)) {
                ShowStore.update(transaction, after);
                note(transaction, actor, action, after);
            }
            return made;
        });
        if (outcome instanceof Outcome.Done(Show after)) {
            happened(after, "changed");
        }
        return outcome;
    }

    private void note(Transaction transaction, Actor actor, String action, Show show) throws DatabaseException {
        audit.add(
                transaction,
                actor,
                "show " + action + ": " + show.words().title(),
                show.stream().value());
    }

    private static Plan planOf(Show show) {
        return new Plan(show.words(), show.start(), show.duration(), show.zone(), show.rule(), show.visibility());
    }

    private Show with(Show was, Plan plan, NavigableMap<LocalDateTime, Change> changes) {
        Instant now = now();
        Show after = new Show(
                was.id(),
                was.stream(),
                plan.words(),
                plan.start(),
                plan.duration(),
                plan.zone(),
                plan.rule(),
                new TreeMap<>(),
                plan.visibility(),
                was.sequence() + 1,
                Math.max(was.version() + 1, now.toEpochMilli()),
                was.createdAt(),
                now);
        NavigableMap<LocalDateTime, Change> kept = new TreeMap<>(changes);
        kept.entrySet()
                .removeIf(one -> !after.hasDate(one.getKey())
                        || (!after.isRecurring() && !(one.getValue() instanceof Change.Cancelled)));
        return after.with(kept);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void happened(Show show, String what) {
        if (!what.equals("removed")) {
            known.put(show.id(), show);
        }
        revision.incrementAndGet();
        revisions.merge(show.stream(), show.version(), (one, other) -> Math.max(one + 1, other));
        observers.forEach(observer -> observer.accept(new Happened(show, what)));
    }
}
