package io.rostrum.server.schedule;

import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Writes shows as a calendar (iCalendar, RFC 5545), for calendar programs to subscribe to or to take over.
///
/// The same shows give the same bytes, apart from the offsets of zones, which are listed for some years ahead. Times
/// have their zone's name, so that rules follow its clocks; the zone is described beside them (`VTIMEZONE`).
final class ICalendar {
    static final String MEDIA_TYPE = "text/calendar; charset=utf-8";
    /// §3.1, without the line break.
    static final int LINE_OCTETS = 75;
    /// What calendar programs remind of.
    static final Duration REMINDER = Duration.ofMinutes(10);
    /// How far ahead what the clocks of a zone do is listed.
    static final int ZONE_YEARS = 10;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();
    private final Function<Show, Optional<String>> page;

    private ICalendar(Function<Show, Optional<String>> page) {
        this.page = page;
    }

    /// {@return a calendar of these shows}
    ///
    /// @param name of the calendar
    /// @param page where a show is to be seen, as an address that others can follow; empty where none is known
    static String of(String name, List<Show> shows, Function<Show, Optional<String>> page, Instant now) {
        ICalendar calendar = new ICalendar(page);
        calendar.begin(name);
        calendar.zones(shows, now);
        shows.forEach(calendar::show);
        calendar.line("END:VCALENDAR");
        return calendar.out.toString();
    }

    /// {@return a calendar of one date alone, to be put into other calendars}
    static String of(Occurrence date, Function<Show, Optional<String>> page, Instant now) {
        ICalendar calendar = new ICalendar(page);
        calendar.begin(date.words().title());
        calendar.zones(List.of(date.show()), now);
        LocalDateTime start = date.start().atZone(date.show().zone()).toLocalDateTime();
        calendar.event(
                date.show(),
                date.words(),
                start,
                Duration.between(date.start(), date.end()),
                date.show().isRecurring() ? Optional.of(date.original()) : Optional.empty(),
                date.isOn());
        calendar.line("END:VEVENT");
        calendar.line("END:VCALENDAR");
        return calendar.out.toString();
    }

    private void begin(String name) {
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Rostrum//Rostrum server//EN");
        line("CALSCALE:GREGORIAN");
        line("NAME:" + escaped(name)); // RFC 7986 §5.1
        line("X-WR-CALNAME:" + escaped(name)); // what went before it
        line("REFRESH-INTERVAL;VALUE=DURATION:PT1H"); // RFC 7986 §5.7
        line("X-PUBLISHED-TTL:PT1H");
    }

    private void show(Show show) {
        boolean cancelled = !show.isRecurring() && show.changes().get(show.start()) instanceof Change.Cancelled;
        event(show, show.words(), show.start(), show.duration(), Optional.empty(), !cancelled);
        show.rule().ifPresent(rule -> line("RRULE:" + rule.text()));
        show.changes().forEach((date, change) -> {
            if (change instanceof Change.Removed) {
                line("EXDATE" + time(show.zone(), date));
            }
        });
        line("END:VEVENT");
        if (show.isRecurring()) {
            show.changes().forEach((date, change) -> override(show, date, change));
        }
    }

    private void override(Show show, LocalDateTime date, Change change) {
        switch (change) {
            case Change.Removed _ -> {} // an EXDATE says it
            case Change.Cancelled _ -> {
                event(show, show.words(), date, show.duration(), Optional.of(date), false);
                line("END:VEVENT");
            }
            case Change.Moved(LocalDateTime start, Duration duration, Words words) -> {
                event(show, words, start, duration, Optional.of(date), true);
                line("END:VEVENT");
            }
        }
    }

    /// Leaves the event open.
    private void event(
            Show show,
            Words words,
            LocalDateTime start,
            Duration duration,
            Optional<LocalDateTime> instead,
            boolean on) {
        line("BEGIN:VEVENT");
        line("UID:" + show.id());
        instead.ifPresent(date -> line("RECURRENCE-ID" + time(show.zone(), date)));
        line("DTSTAMP:" + UTC.format(show.changedAt())); // §3.8.7.2: without METHOD, when it was changed last
        line("CREATED:" + UTC.format(show.createdAt()));
        line("LAST-MODIFIED:" + UTC.format(show.changedAt()));
        line("SEQUENCE:" + show.sequence());
        line("DTSTART" + time(show.zone(), start));
        line("DURATION:PT" + duration.toMinutes() + "M");
        line("SUMMARY:" + escaped(words.title()));
        if (!words.description().isEmpty()) {
            line("DESCRIPTION:" + escaped(words.description()));
        }
        page.apply(show).ifPresent(address -> line("URL:" + address));
        line("STATUS:" + (on ? "CONFIRMED" : "CANCELLED"));
        if (on) {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line("TRIGGER:-PT" + REMINDER.toMinutes() + "M");
            line("DESCRIPTION:" + escaped(words.title()));
            line("END:VALARM");
        }
    }

    private static String time(ZoneId zone, LocalDateTime time) {
        return zone.normalized().equals(ZoneOffset.UTC)
                ? ":" + time.format(Show.DATE) + "Z"
                : ";TZID=" + zone.getId() + ":" + time.format(Show.DATE);
    }

    private void zones(List<Show> shows, Instant now) {
        TreeMap<String, Instant> since = new TreeMap<>();
        for (Show show : shows) {
            if (!show.zone().normalized().equals(ZoneOffset.UTC)) {
                since.merge(
                        show.zone().getId(), show.at(show.start()), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        Instant until = now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfYear(1)
                .plusYears(ZONE_YEARS)
                .toInstant();
        since.forEach((zone, first) -> zone(ZoneId.of(zone), first, until));
    }

    /// What the clocks of a zone do from before `first` until `until` (§3.6.5): each kind of step once, with all the
    /// times it is taken, as a rule where it goes by one, since few readers heed lists.
    private void zone(ZoneId zone, Instant first, Instant until) {
        record Step(ZoneOffset before, ZoneOffset after, boolean summer) {}
        TreeMap<Step, List<LocalDateTime>> steps = new TreeMap<>(
                Comparator.comparing(Step::summer).thenComparing(Step::before).thenComparing(Step::after));
        var rules = zone.getRules();
        var step = rules.previousTransition(first.plusSeconds(1));
        if (step == null || rules.nextTransition(first) == null) { // its clocks were set long ago, or never
            ZoneOffset offset = rules.getOffset(first);
            steps.put(new Step(offset, offset, false), new ArrayList<>(List.of(LocalDateTime.of(1970, 1, 1, 0, 0))));
            step = rules.nextTransition(first);
        }
        for (boolean once = true;
                step != null && (once || step.getInstant().isBefore(until));
                step = rules.nextTransition(step.getInstant())) {
            once = false;
            steps.computeIfAbsent(
                            new Step(
                                    step.getOffsetBefore(),
                                    step.getOffsetAfter(),
                                    rules.isDaylightSavings(step.getInstant())),
                            _ -> new ArrayList<>())
                    .add(step.getDateTimeBefore());
        }
        line("BEGIN:VTIMEZONE");
        line("TZID:" + zone.getId());
        steps.forEach((kind, times) -> {
            String name = kind.summer() ? "DAYLIGHT" : "STANDARD";
            line("BEGIN:" + name);
            line("TZOFFSETFROM:" + offset(kind.before()));
            line("TZOFFSETTO:" + offset(kind.after()));
            line("DTSTART:" + times.getFirst().format(Show.DATE));
            yearly(times)
                    .ifPresentOrElse(
                            rule -> line("RRULE:" + rule),
                            () -> times.stream().skip(1).forEach(time -> line("RDATE:" + time.format(Show.DATE))));
            line("END:" + name);
        });
        line("END:VTIMEZONE");
    }

    /// {@return the rule that gives just these times, one a year, such as the last Sunday of October; empty for none}
    private static Optional<String> yearly(List<LocalDateTime> times) {
        LocalDateTime first = times.getFirst();
        boolean last = times.stream().allMatch(time -> time.plusWeeks(1).getMonth() != time.getMonth());
        boolean alike = times.size() > 1
                && IntStream.range(0, times.size()).allMatch(i -> {
                    LocalDateTime time = times.get(i);
                    return time.getYear() == first.getYear() + i
                            && time.getMonth() == first.getMonth()
                            && time.getDayOfWeek() == first.getDayOfWeek()
                            && time.toLocalTime().equals(first.toLocalTime())
                            && (last || week(time) == week(first));
                });
        return alike
                ? Optional.of("FREQ=YEARLY;BYMONTH=" + first.getMonthValue() + ";BYDAY=" + (last ? -1 : week(first))
                        + first.getDayOfWeek().name().substring(0, 2))
                : Optional.empty();
    }

    private static int week(LocalDateTime time) {
        return (time.getDayOfMonth() - 1) / 7 + 1;
    }

    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String whole =
                "%s%02d%02d".formatted(offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? whole : whole + "%02d".formatted(seconds % 60);
    }

    /// {@return text as §3.3.11 has it}
    static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /// Writes a line, folded (§3.1): never within a letter.
    private void line(String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); ) {
            int letter = line.codePointAt(at);
            String one = Character.toString(letter);
            int takes = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + takes > LINE_OCTETS) {
                out.append("\r\n ");
                octets = 1;
            }
            out.append(one);
            octets += takes;
            at += one.length();
        }
        out.append("\r\n");
    }
}
