package io.rostrum.server.schedule;

import com.google.gson.JsonObject;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.webhook.Announcer;
import io.rostrum.server.webhook.EventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells programs of owners what becomes of the schedule: that a date is near, that it has begun, that nothing is on
/// air, that it is over. Each once for a date at a time, over restarts and whatever the clock does; what a server that
/// was down has missed is not told later, apart from what is still so.
public final class Herald {
    /// How long before a date it is near.
    static final Duration SOON = Duration.ofMinutes(10);
    /// How long after its start a date is missed that is not on air.
    static final Duration MISSED = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Herald.class);
    private static final Duration KEPT = Duration.ofDays(30);

    private final Schedule schedule;
    private final Database database;
    private final Announcer announcer;
    private final Function<StreamName, Optional<Instant>> liveSince;
    private final Clock clock;
    private final Set<Told> told = new HashSet<>();
    private boolean loaded;

    private record Told(String show, Instant start, String event) {}

    /// @param liveSince since when a stream is on air; empty while it is not
    public Herald(
            Schedule schedule,
            Database database,
            Announcer announcer,
            Function<StreamName, Optional<Instant>> liveSince,
            Clock clock) {
        this.schedule = schedule;
        this.database = database;
        this.announcer = announcer;
        this.liveSince = liveSince;
        this.clock = clock;
        schedule.onChanged(this::changed);
    }

    private void changed(Schedule.Happened happened) {
        JsonObject data = new JsonObject();
        data.addProperty("show", happened.show().id());
        data.addProperty("title", happened.show().words().title());
        data.addProperty("change", happened.what());
        announcer.tell(EventType.SCHEDULE_CHANGED, happened.show().stream().value(), data);
    }

    /// Looks what is due. Called every two seconds by one thread. Blocks.
    public void look() {
        try {
            load();
            Instant now = clock.instant();
            for (Occurrence date : schedule.dates()) {
                if (date.start().minus(SOON).isAfter(now)) {
                    break; // they are in order
                }
                if (date.isOn()) {
                    look(date, now);
                }
            }
        } catch (DatabaseException e) {
            log.debug("[schedule] {}", e.getMessage()); // the database has said what is wrong
        }
    }

    private void load() throws DatabaseException {
        if (loaded) {
            return;
        }
        schedule.load();
        Instant old = clock.instant().minus(KEPT);
        database.write(transaction -> transaction.change("DELETE FROM shows_told WHERE starts_at < ?", old));
        told.addAll(database.read(transaction -> transaction.list(
                "SELECT * FROM shows_told",
                row -> new Told(row.text("show_id"), row.time("starts_at"), row.text("event")))));
        loaded = true;
    }

    private void look(Occurrence date, Instant now) throws DatabaseException {
        Optional<Instant> live = liveSince.apply(date.stream());
        if (now.isBefore(date.start())) {
            tell(date, EventType.SCHEDULE_SOON, ScheduleJson.told(date));
        } else if (!now.isBefore(date.end())) {
            if (isTold(date, EventType.SCHEDULE_STARTED)) {
                tell(date, EventType.SCHEDULE_ENDED, ScheduleJson.told(date));
            }
        } else if (live.isPresent()) {
            JsonObject data = ScheduleJson.told(date);
            Instant since = live.get().isAfter(date.start()) ? live.get() : date.start();
            data.addProperty("lateMillis", Duration.between(date.start(), since).toMillis());
            tell(date, EventType.SCHEDULE_STARTED, data);
        } else if (!now.isBefore(date.start().plus(MISSED)) && !isTold(date, EventType.SCHEDULE_STARTED)) {
            tell(date, EventType.SCHEDULE_MISSED, ScheduleJson.told(date));
        }
    }

    private boolean isTold(Occurrence date, EventType type) {
        return told.contains(new Told(date.show().id(), date.start(), type.text()));
    }

    private void tell(Occurrence date, EventType type, JsonObject data) throws DatabaseException {
        Told event = new Told(date.show().id(), date.start(), type.text());
        if (told.contains(event)) {
            return;
        }
        int rows = database.write(transaction -> transaction.change(
                "INSERT INTO shows_told (show_id, starts_at, event) SELECT id, ?, ? FROM shows WHERE id = ?"
                        + " ON CONFLICT DO NOTHING",
                event.start(),
                event.event(),
                event.show()));
        told.add(event);
        if (rows > 0) { // otherwise the show was removed just now
            announcer.tell(type, date.stream().value(), data);
            if (type == EventType.SCHEDULE_MISSED) {
                log.warn(
                        "[schedule] [{}] {} was to begin at {}, and nothing is on air",
                        date.stream(),
                        date.words().title(),
                        date.start());
            }
        }
    }
}
