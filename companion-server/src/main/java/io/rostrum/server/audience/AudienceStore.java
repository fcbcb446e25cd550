package io.rostrum.server.audience;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of broadcasts, viewers and samples. Blocks; thread-safe.
final class AudienceStore {
    static final int SECOND = 1;
    static final int TEN_SECONDS = 10;
    static final int MINUTE = 60;
    static final Duration SECONDS_KEPT = Duration.ofHours(24);
    static final Duration TEN_SECONDS_KEPT = Duration.ofDays(7);
    static final Duration MINUTES_KEPT = Duration.ofDays(90);

    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, Integer>> COUNTS = new TypeToken<>() {};

    private final Database database;

    /// What has changed since it was last written down.
    sealed interface Change {
        record Begun(Broadcast broadcast) implements Change {}

        /// Of one that goes on: its end until now and its bytes.
        record Going(String broadcast, Instant at, long bytesIn, long bytesOut) implements Change {}

        record Ended(String broadcast, Instant at, long bytesIn, long bytesOut) implements Change {}

        record Joined(String broadcast, ViewerSession session) implements Change {}

        record Left(String session, String protocol, Instant at, long bytes) implements Change {}

        record Sampled(String stream, Sample sample) implements Change {}
    }

    AudienceStore(Database database) {
        this.database = database;
    }

    /// Writes all of it down, or nothing; what was written down before, or is of a broadcast that is not known, changes
    /// nothing.
    void write(List<Change> changes) throws DatabaseException {
        database.write(transaction -> {
            for (Change change : changes) {
                write(transaction, change);
            }
            return changes;
        });
    }

    private static void write(Transaction transaction, Change change) throws DatabaseException {
        switch (change) {
            case Change.Begun(Broadcast begun) ->
                transaction.change(
                        "INSERT INTO broadcasts (id, stream, started_at, ended_at, live, bytes_in, bytes_out)"
                                + " VALUES (?, ?, ?, ?, 1, 0, 0) ON CONFLICT (id) DO NOTHING",
                        begun.id(),
                        begun.stream(),
                        begun.startedAt(),
                        begun.endedAt());
            case Change.Going(String id, Instant at, long in, long out) ->
                transaction.change(
                        "UPDATE broadcasts SET ended_at = ?, bytes_in = ?, bytes_out = ? WHERE id = ?",
                        at,
                        in,
                        out,
                        id);
            case Change.Ended(String id, Instant at, long in, long out) -> {
                transaction.change(
                        "UPDATE broadcasts SET ended_at = ?, bytes_in = ?, bytes_out = ? WHERE id = ?",
                        at,
                        in,
                        out,
                        id);
                finish(transaction, id);
            }
            case Change.Joined(String broadcast, ViewerSession session) ->
                transaction.change(
                        "INSERT INTO viewer_sessions (id, broadcast_id, protocol, device, address, country, started_at,"
                                + " ended_at, bytes) SELECT ?, ?, ?, ?, ?, ?, ?, NULL, 0"
                                + " WHERE EXISTS (SELECT 1 FROM broadcasts WHERE id = ?) ON CONFLICT (id) DO NOTHING",
                        session.id(),
                        broadcast,
                        session.protocol(),
                        session.device(),
                        session.address(),
                        session.country(),
                        session.startedAt(),
                        broadcast);
            case Change.Left(String id, String protocol, Instant at, long bytes) ->
                transaction.change(
                        "UPDATE viewer_sessions SET protocol = ?, ended_at = ?, bytes = ? WHERE id = ?",
                        protocol,
                        at,
                        bytes,
                        id);
            case Change.Sampled(String stream, Sample sample) ->
                transaction.change(
                        "INSERT INTO stream_samples (stream, resolution, at, viewers, bits_in, frames, jitter, bits_out)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream, resolution, at) DO NOTHING",
                        stream,
                        sample.seconds(),
                        sample.atMillis(),
                        sample.viewers(),
                        sample.bitsIn(),
                        sample.frames(),
                        sample.jitterMillis(),
                        sample.bitsOut());
        }
    }

    /// A broadcast is over: what its sessions say is kept with it, for longer than they are.
    private static void finish(Transaction transaction, String id) throws DatabaseException {
        transaction.change(
                "UPDATE viewer_sessions SET ended_at = CASE WHEN started_at >"
                        + " (SELECT ended_at FROM broadcasts WHERE id = ?) THEN started_at ELSE"
                        + " (SELECT ended_at FROM broadcasts WHERE id = ?) END"
                        + " WHERE broadcast_id = ? AND ended_at IS NULL",
                id,
                id,
                id);
        Report report = Report.of(sessions(transaction, id));
        transaction.change(
                "UPDATE broadcasts SET live = 0, peak = ?, views = ?, watched_millis = ?, protocols = ?, devices = ?,"
                        + " countries = ? WHERE id = ?",
                report.peak(),
                report.views(),
                report.watched().toMillis(),
                GSON.toJson(report.protocols()),
                GSON.toJson(report.devices()),
                GSON.toJson(report.countries()),
                id);
    }

    /// Ends what was live when the server was killed, with what was known of it last.
    void finishLeft() throws DatabaseException {
        database.write(transaction -> {
            List<String> left = transaction.list("SELECT id FROM broadcasts WHERE live = 1", row -> row.text("id"));
            for (String id : left) {
                finish(transaction, id);
            }
            return left;
        });
    }

    /// {@return the newest broadcasts, the newest first}
    ///
    /// @param stream of which; empty for all
    List<Broadcast> broadcasts(Optional<String> stream, int most) throws DatabaseException {
        return database.read(transaction -> {
            List<Broadcast> found = transaction.list(
                    "SELECT * FROM broadcasts WHERE stream = ? OR ? = '' ORDER BY started_at DESC, id LIMIT ?",
                    AudienceStore::broadcast,
                    stream.orElse(""),
                    stream.orElse(""),
                    most);
            List<Broadcast> counted = new ArrayList<>();
            for (Broadcast one : found) {
                counted.add(counted(transaction, one));
            }
            return counted;
        });
    }

    Optional<Broadcast> find(String id) throws DatabaseException {
        return database.read(transaction -> {
            Optional<Broadcast> found =
                    transaction.one("SELECT * FROM broadcasts WHERE id = ?", AudienceStore::broadcast, id);
            return found.isPresent() ? Optional.of(counted(transaction, found.get())) : found;
        });
    }

    /// {@return the same with the report of now, where it is live}
    private static Broadcast counted(Transaction transaction, Broadcast of) throws DatabaseException {
        return of.live()
                ? new Broadcast(
                        of.id(),
                        of.stream(),
                        of.startedAt(),
                        of.endedAt(),
                        true,
                        of.bytesIn(),
                        of.bytesOut(),
                        Report.of(sessions(transaction, of.id())))
                : of;
    }

    private static Broadcast broadcast(Row row) throws DatabaseException {
        boolean live = row.truth("live");
        return new Broadcast(
                row.text("id"),
                row.text("stream"),
                row.time("started_at"),
                row.time("ended_at"),
                live,
                row.number("bytes_in"),
                row.number("bytes_out"),
                live
                        ? Report.NOBODY
                        : new Report(
                                (int) row.number("peak"),
                                (int) row.number("views"),
                                Duration.ofMillis(row.number("watched_millis")),
                                GSON.fromJson(row.text("protocols"), COUNTS),
                                GSON.fromJson(row.text("devices"), COUNTS),
                                GSON.fromJson(row.text("countries"), COUNTS)));
    }

    /// {@return the sessions of a broadcast, the first to come first}
    List<ViewerSession> sessions(String broadcast) throws DatabaseException {
        return database.read(transaction -> sessions(transaction, broadcast));
    }

    private static List<ViewerSession> sessions(Transaction transaction, String broadcast) throws DatabaseException {
        return transaction.list(
                "SELECT v.id, v.protocol, v.device, v.address, v.country, v.started_at, v.ended_at, v.bytes,"
                        + " b.ended_at AS seen_at FROM viewer_sessions v JOIN broadcasts b ON b.id = v.broadcast_id"
                        + " WHERE v.broadcast_id = ? ORDER BY v.started_at, v.id",
                row -> {
                    Instant started = row.time("started_at");
                    Optional<Instant> ended = row.optionalTime("ended_at");
                    Instant until = ended.orElse(row.time("seen_at"));
                    return new ViewerSession(
                            row.text("id"),
                            row.text("protocol"),
                            row.text("device"),
                            row.text("address"),
                            row.optionalText("country"),
                            started,
                            until.isBefore(started) ? started : until,
                            ended.isEmpty(),
                            row.number("bytes"));
                },
                broadcast);
    }

    /// {@return samples of a stream by time, the finest that are kept yet}
    List<Sample> samples(String stream, Instant from, Instant to, int most) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT at, resolution, viewers, bits_in, frames, jitter, bits_out FROM stream_samples"
                        + " WHERE stream = ? AND resolution IN (1, 10, 60) AND at >= ? AND at < ? ORDER BY at LIMIT ?",
                row -> new Sample(
                        row.number("at"),
                        (int) row.number("resolution"),
                        (int) row.number("viewers"),
                        row.number("bits_in"),
                        (int) row.number("frames"),
                        (int) row.number("jitter"),
                        row.number("bits_out")),
                stream,
                from,
                to,
                most));
    }

    /// Makes fewer of old samples and forgets what is kept no longer.
    void tidy(Instant now, AudienceConfig config) throws DatabaseException {
        thin(SECOND, TEN_SECONDS, now.minus(SECONDS_KEPT));
        thin(TEN_SECONDS, MINUTE, now.minus(TEN_SECONDS_KEPT));
        database.write(transaction -> {
            transaction.change(
                    "DELETE FROM stream_samples WHERE resolution = ? AND at < ?", MINUTE, now.minus(MINUTES_KEPT));
            transaction.change(
                    "DELETE FROM viewer_sessions WHERE broadcast_id IN"
                            + " (SELECT id FROM broadcasts WHERE live = 0 AND ended_at < ?)",
                    now.minus(config.sessions()));
            return transaction.change(
                    "DELETE FROM broadcasts WHERE live = 0 AND ended_at < ?", now.minus(config.reports()));
        });
    }

    private void thin(int fine, int coarse, Instant before) throws DatabaseException {
        long step = Duration.ofSeconds(coarse).toMillis();
        long until = before.toEpochMilli() / step * step;
        database.write(transaction -> {
            transaction.change(
                    "INSERT INTO stream_samples (stream, resolution, at, viewers, bits_in, frames, jitter, bits_out)"
                            + " SELECT stream, ?, MIN(at) / ? * ?, MAX(viewers), CAST(SUM(bits_in) AS BIGINT) / COUNT(*),"
                            + " CAST(SUM(frames) AS BIGINT) / COUNT(*), MAX(jitter), CAST(SUM(bits_out) AS BIGINT) / COUNT(*)"
                            + " FROM stream_samples WHERE resolution = ? AND at < ? GROUP BY stream, at / ?"
                            + " ON CONFLICT (stream, resolution, at) DO NOTHING",
                    coarse,
                    step,
                    step,
                    fine,
                    until,
                    step);
            return transaction.change("DELETE FROM stream_samples WHERE resolution = ? AND at < ?", fine, until);
        });
    }
}
