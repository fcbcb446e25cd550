package io.rostrum.server.playback;

import com.google.gson.Gson;
import io.rostrum.push.file.OwnedFile;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may watch which stream: in the database, and in memory for those who may not wait for one.
/// Thread-safe.
///
/// The names of streams that not anyone may watch also stand in the file `playback-protected` of the
/// data folder: while the database does not answer after a start, nobody gets those, and everybody gets
/// the others.
final class Accesses {
    static final String FILE = "playback-protected";
    private static final Gson GSON = new Gson();
    private static final Logger log = LoggerFactory.getLogger(Accesses.class);

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Path file;
    private final Map<String, PlaybackAccess> known = new ConcurrentHashMap<>();
    private final List<Runnable> observers = new CopyOnWriteArrayList<>();
    /// Streams that nobody gets until the database has been read.
    private volatile Set<String> unknown;
    private volatile boolean loaded;

    /// What came of a change.
    sealed interface Outcome {
        record Done(PlaybackAccess after) implements Outcome {}

        /// Somebody else has changed it since.
        record Stale() implements Outcome {}

        record Refused(String words) implements Outcome {}
    }

    /// Says what becomes of it, or why nothing does.
    interface Change {
        Outcome of(PlaybackAccess before);
    }

    /// @param data the data folder
    /// @throws IOException if the file there cannot be read
    Accesses(Database database, AuditLog audit, Clock clock, Path data) throws IOException {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.file = data.resolve(FILE);
        this.unknown = noted();
    }

    private Set<String> noted() throws IOException {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toSet());
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    /// Reads the database unless that was done. Blocks.
    void load() throws DatabaseException {
        if (loaded) {
            return;
        }
        synchronized (this) {
            if (loaded) {
                return;
            }
            database.read(transaction -> transaction.list("SELECT * FROM playback_access", Accesses::read))
                    .forEach(access -> known.put(access.stream().value(), access));
            unknown = Set.of();
            loaded = true;
            note();
        }
    }

    /// Calls `observer` after each change, on the thread that did.
    void onChanged(Runnable observer) {
        observers.add(observer);
    }

    /// {@return whether it cannot be told yet who may watch a stream}
    boolean isUnknown(String stream) {
        return unknown.contains(stream);
    }

    /// {@return who may watch a stream; empty where nobody has ever said so}
    Optional<PlaybackAccess> find(String stream) {
        return Optional.ofNullable(known.get(stream));
    }

    PlaybackAccess of(StreamName stream) {
        return find(stream.value()).orElseGet(() -> PlaybackAccess.open(stream));
    }

    /// Changes who may watch a stream. Blocks.
    ///
    /// @param version the one that was read; empty for any
    /// @param action  what the audit log calls it
    Outcome change(StreamName stream, OptionalLong version, String action, Actor actor, Change change)
            throws DatabaseException {
        load();
        Outcome outcome = database.write(transaction -> {
            PlaybackAccess before = transaction
                    .one("SELECT * FROM playback_access WHERE stream = ?", Accesses::read, stream.value())
                    .orElseGet(() -> PlaybackAccess.open(stream));
            if (version.isPresent() && version.getAsLong() != before.version()) {
                return new Outcome.Stale();
            }
            Outcome made = change.of(before);
            if (made instanceof Outcome.Done(PlaybackAccess after)) {
                write(transaction, after);
                audit.add(transaction, actor, action, stream.value());
            }
            return made;
        });
        if (outcome instanceof Outcome.Done(PlaybackAccess after)) {
            known.merge(stream.value(), after, (one, other) -> one.version() > other.version() ? one : other);
            note();
            observers.forEach(Runnable::run);
        }
        return outcome;
    }

    /// {@return a version later than any that this stream has had}
    long nextVersion(PlaybackAccess before) {
        return Math.max(before.version() + 1, clock.millis());
    }

    private synchronized void note() {
        String names = known.values().stream()
                .filter(access -> !access.isOpen() || !access.rules().equals(StreamRules.NONE))
                .map(access -> access.stream().value() + "\n")
                .sorted()
                .collect(Collectors.joining());
        if (names.isEmpty() && !Files.exists(file)) {
            return;
        }
        try {
            OwnedFile.write(file, names.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            log.error(
                    "[playback] {} cannot be written, so a start without the database would not know which streams are"
                            + " protected: {}",
                    file,
                    e.getMessage());
        }
    }

    private static PlaybackAccess read(Row row) throws DatabaseException {
        return new PlaybackAccess(
                new StreamName(row.text("stream")),
                Watchers.valueOf(row.text("watchers").toUpperCase(Locale.ROOT)),
                Role.valueOf(row.text("least_role").toUpperCase(Locale.ROOT)),
                row.optionalText("password"),
                GSON.fromJson(row.text("rules"), RulesJson.class).read(new ArrayList<>()),
                row.truth("encrypted"),
                row.number("epoch"),
                row.number("version"));
    }

    private static void write(Transaction transaction, PlaybackAccess access) throws DatabaseException {
        transaction.change(
                "DELETE FROM playback_access WHERE stream = ?", access.stream().value());
        transaction.change(
                "INSERT INTO playback_access (stream, watchers, least_role, password, rules, encrypted, epoch, version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                access.stream().value(),
                access.watchers().text(),
                access.leastRole().text(),
                access.password(),
                GSON.toJson(RulesJson.of(access.rules())),
                access.encrypted(),
                access.epoch(),
                access.version());
    }
}
