package io.rostrum.server.schedule;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Visibility;
import io.rostrum.server.schedule.Show.Words;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shows as rows of the database.
final class ShowStore {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ShowStore() {}

    /// One date that differs, as it is written.
    ///
    /// @param kind `removed`, `cancelled` or `moved`; the rest is of the last alone
    private record Written(
            String date,
            String kind,
            @Nullable String start,
            long seconds,
            @Nullable String title,
            @Nullable String description) {}

    static List<Show> all(Transaction transaction) throws DatabaseException {
        return transaction.list("SELECT * FROM shows", ShowStore::read);
    }

    static Optional<Show> byId(Transaction transaction, StreamName stream, String id) throws DatabaseException {
        return transaction.one("SELECT * FROM shows WHERE id = ? AND stream = ?", ShowStore::read, id, stream.value());
    }

    static void add(Transaction transaction, Show show) throws DatabaseException {
        transaction.change(
                "INSERT INTO shows (stream, title, description, starts, seconds, zone, rule, exceptions, visibility,"
                        + " sequence, version, created_at, changed_at, id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values(show));
    }

    static void update(Transaction transaction, Show show) throws DatabaseException {
        transaction.change(
                "UPDATE shows SET stream = ?, title = ?, description = ?, starts = ?, seconds = ?, zone = ?, rule = ?,"
                        + " exceptions = ?, visibility = ?, sequence = ?, version = ?, created_at = ?, changed_at = ?"
                        + " WHERE id = ?",
                values(show));
    }

    static void remove(Transaction transaction, Show show) throws DatabaseException {
        transaction.change("DELETE FROM shows WHERE id = ?", show.id());
    }

    private static Object[] values(Show show) {
        return new Object[] {
            show.stream().value(),
            show.words().title(),
            show.words().description(),
            show.start().toString(),
            show.duration().toSeconds(),
            show.zone().getId(),
            show.rule().map(Recurrence::text),
            written(show.changes()),
            show.visibility().text(),
            show.sequence(),
            show.version(),
            show.createdAt(),
            show.changedAt(),
            show.id()
        };
    }

    private static String written(NavigableMap<LocalDateTime, Change> changes) {
        return GSON.toJson(changes.entrySet().stream()
                .map(entry -> switch (entry.getValue()) {
                    case Change.Removed _ -> plain(entry.getKey(), "removed");
                    case Change.Cancelled _ -> plain(entry.getKey(), "cancelled");
                    case Change.Moved(LocalDateTime start, Duration duration, Words words) ->
                        new Written(
                                entry.getKey().toString(),
                                "moved",
                                start.toString(),
                                duration.toSeconds(),
                                words.title(),
                                words.description());
                })
                .toList());
    }

    private static Written plain(LocalDateTime date, String kind) {
        return new Written(date.toString(), kind, null, 0, null, null);
    }

    private static Show read(Row row) throws DatabaseException {
        NavigableMap<LocalDateTime, Change> changes = new TreeMap<>();
        Arrays.stream(GSON.fromJson(row.text("exceptions"), Written[].class))
                .forEach(one -> changes.put(LocalDateTime.parse(one.date()), change(one)));
        return new Show(
                row.text("id"),
                new StreamName(row.text("stream")),
                new Words(row.text("title"), row.text("description")),
                LocalDateTime.parse(row.text("starts")),
                Duration.ofSeconds(row.number("seconds")),
                ZoneId.of(row.text("zone")),
                row.optionalText("rule").map(Recurrence::known),
                changes,
                Visibility.valueOf(row.text("visibility").toUpperCase(Locale.ROOT)),
                row.number("sequence"),
                row.number("version"),
                row.time("created_at"),
                row.time("changed_at"));
    }

    private static Change change(Written one) {
        if (one.start() != null && one.title() != null && one.description() != null) {
            return new Change.Moved(
                    LocalDateTime.parse(one.start()),
                    Duration.ofSeconds(one.seconds()),
                    new Words(one.title(), one.description()));
        }
        return one.kind().equals("removed") ? new Change.Removed() : new Change.Cancelled();
    }
}
