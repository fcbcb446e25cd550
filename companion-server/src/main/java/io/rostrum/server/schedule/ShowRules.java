package io.rostrum.server.schedule;

import io.rostrum.server.channel.Objections;
import io.rostrum.server.schedule.Recurrence.BadRuleException;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Visibility;
import io.rostrum.server.schedule.Show.Words;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may be written about a show. Collects an objection for each field that does not pass; confined to one thread.
final class ShowRules {
    static final int MAX_TITLE = 120;
    static final int MAX_DESCRIPTION = 5_000;
    /// A week.
    static final int MAX_MINUTES = 7 * 24 * 60;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2200;

    private final Objections objections = new Objections();

    /// What somebody wants of a show.
    ///
    /// @param start   a time of the clock on the wall, such as `2026-11-23T18:00`
    /// @param minutes how long a date lasts
    /// @param zone    of the IANA data
    /// @param rule    of RFC 5545; empty for once
    record Wanted(
            @Nullable String title,
            @Nullable String description,
            @Nullable String start,
            @Nullable Integer minutes,
            @Nullable String zone,
            @Nullable String rule,
            @Nullable String visibility) {}

    /// What somebody wants of one date; what is null is as in the show.
    ///
    /// @param status `cancelled`, `moved` or `removed`
    record WantedDate(
            @Nullable String status,
            @Nullable String start,
            @Nullable Integer minutes,
            @Nullable String title,
            @Nullable String description) {}

    /// A show as wanted, of what its people may say.
    record Plan(
            Words words,
            LocalDateTime start,
            Duration duration,
            ZoneId zone,
            Optional<Recurrence> rule,
            Visibility visibility) {}

    List<String> objections() {
        return objections.lines();
    }

    /// {@return what is wanted; empty where there are objections}
    Optional<Plan> plan(Wanted wanted) {
        Words words = words(wanted.title(), wanted.description());
        LocalDateTime start = time("start", wanted.start());
        Duration duration = duration(wanted.minutes());
        ZoneId zone = zone(wanted.zone());
        Visibility visibility = visibility(wanted.visibility());
        if (!objections.lines().isEmpty()) {
            return Optional.empty(); // what a rule gives is not known without a start and a zone
        }
        Optional<Recurrence> rule = Optional.empty();
        if (wanted.rule() != null && !wanted.rule().isBlank()) {
            try {
                rule = Optional.of(Recurrence.parse(wanted.rule(), start, zone));
            } catch (BadRuleException e) {
                objections.add("rule", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.of(new Plan(words, start, duration, zone, rule, visibility));
    }

    /// {@return what becomes of a date; empty where there are objections}
    Optional<Change> date(Show show, WantedDate wanted) {
        Change change = switch (wanted.status()) {
            case "cancelled" -> new Change.Cancelled();
            case "removed" -> new Change.Removed();
            case "moved" ->
                new Change.Moved(
                        time("start", wanted.start()),
                        wanted.minutes() == null ? show.duration() : duration(wanted.minutes()),
                        words(
                                wanted.title() == null ? show.words().title() : wanted.title(),
                                wanted.description() == null ? show.words().description() : wanted.description()));
            case null, default -> {
                objections.add("status", "not known", "cancelled, moved or removed");
                yield new Change.Removed();
            }
        };
        if (!show.isRecurring() && !(change instanceof Change.Cancelled)) {
            objections.add(
                    "status", wanted.status() + ", of a show that is once", "cancelled; or change the show itself");
        }
        return objections.lines().isEmpty() ? Optional.of(change) : Optional.empty();
    }

    private Words words(@Nullable String title, @Nullable String description) {
        String line = objections.line("title", title == null ? "" : title, MAX_TITLE);
        if (line.isEmpty()) {
            objections.add("title", "none", "1 to " + MAX_TITLE + " letters");
        }
        return new Words(line, objections.text("description", description == null ? "" : description, MAX_DESCRIPTION));
    }

    private LocalDateTime time(String field, @Nullable String text) {
        try {
            if (text != null) {
                LocalDateTime time = LocalDateTime.parse(text.strip());
                if (time.getYear() >= FIRST_YEAR
                        && time.getYear() <= LAST_YEAR
                        && time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
                    return time;
                }
            }
        } catch (DateTimeException e) {
            // said below
        }
        objections.add(
                field,
                text == null ? "none" : "no time",
                "year, month, day and time in the show's zone, such as 2026-11-23T18:00");
        return LocalDateTime.MIN;
    }

    private Duration duration(@Nullable Integer minutes) {
        if (minutes == null || minutes < 1 || minutes > MAX_MINUTES) {
            objections.add("minutes", minutes == null ? "none" : minutes.toString(), "1 to " + MAX_MINUTES);
            return Duration.ZERO;
        }
        return Duration.ofMinutes(minutes);
    }

    private ZoneId zone(@Nullable String name) {
        String wanted = name == null ? "" : name.strip();
        if (ZoneId.getAvailableZoneIds().contains(wanted)) {
            return ZoneId.of(wanted);
        }
        objections.add(
                "zone",
                wanted.isEmpty() ? "none" : "not known",
                "a name of the IANA data such as Europe/Berlin or UTC");
        return ZoneOffset.UTC;
    }

    private Visibility visibility(@Nullable String name) {
        for (Visibility visibility : Visibility.values()) {
            if (name == null || visibility.text().equals(name)) {
                return visibility;
            }
        }
        objections.add("visibility", "not known", "public, unlisted or private");
        return Visibility.PUBLIC;
    }
}
