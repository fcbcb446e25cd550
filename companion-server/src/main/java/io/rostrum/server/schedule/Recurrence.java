package io.rostrum.server.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/// A rule that repeats a show (`RRULE`, RFC 5545 §3.3.10). Immutable.
///
/// It is followed by the clock on the wall, without a zone: what the clocks do on a date is the show's matter, not the
/// rule's. Its end (`UNTIL`) is written in UTC, as §3.3.10 wants it beside a start with a zone.
final class Recurrence {
    static final int MAX_LETTERS = 300;
    /// Of one rule that ends; more than a date a day for ten years.
    static final int MOST_DATES = 4_000;

    private static final Set<Freq> FREQUENCIES = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final String text;

    private Recurrence(String text) {
        this.text = text;
    }

    /// A rule that cannot be used; the message says what, and what is expected.
    static final class BadRuleException extends Exception {
        private static final long serialVersionUID = 1;

        BadRuleException(String what, String expected) {
            super(what + " (expected: " + expected + ").");
        }
    }

    /// {@return a rule that repeats what begins at `start`}
    ///
    /// @param text as people write it: `UNTIL` may be a day, a time in `zone`, or one in UTC
    static Recurrence parse(String text, LocalDateTime start, ZoneId zone) throws BadRuleException {
        String stripped = text.strip();
        String bare = stripped.regionMatches(true, 0, "RRULE:", 0, 6) ? stripped.substring(6) : stripped;
        if (bare.length() > MAX_LETTERS) {
            throw new BadRuleException(bare.length() + " letters", "at most " + MAX_LETTERS);
        }
        RecurrenceRule rule = rule(bare);
        if (!FREQUENCIES.contains(rule.getFreq())) {
            throw new BadRuleException(
                    "FREQ=" + rule.getFreq(), "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY; once a day at most");
        }
        // named here and not in a constant: lib-recur's enum needs its RecurrenceRule to be loaded first
        for (Part part : List.of(Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND)) {
            if (rule.hasPart(part)) {
                throw new BadRuleException(part + " is of no use here", "the time of day of start, for every date");
            }
        }
        DateTime until = rule.getUntil();
        if (until != null) {
            LocalDateTime last = until.isAllDay()
                    ? local(until).toLocalDate().atTime(23, 59, 59)
                    : until.isFloating()
                            ? local(until)
                            : local(until)
                                    .atOffset(ZoneOffset.UTC)
                                    .atZoneSameInstant(zone)
                                    .toLocalDateTime();
            if (last.isBefore(start)) {
                throw new BadRuleException("UNTIL=" + until + " is before the start", "a time after " + start);
            }
            LocalDateTime utc =
                    last.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            rule.setUntil(new DateTime(
                    DateTime.UTC,
                    utc.getYear(),
                    utc.getMonthValue() - 1,
                    utc.getDayOfMonth(),
                    utc.getHour(),
                    utc.getMinute(),
                    utc.getSecond()));
        }
        if (rule.getCount() != null && rule.getCount() > MOST_DATES) {
            throw new BadRuleException("COUNT=" + rule.getCount(), "at most " + MOST_DATES);
        }
        Recurrence made = new Recurrence(rule.toString());
        Iterator<LocalDateTime> dates = made.from(start, zone, start).iterator();
        if (!dates.hasNext()) {
            throw new BadRuleException("it gives no date at all", "one that begins with start, " + start);
        }
        LocalDateTime first = dates.next();
        if (!first.equals(start)) {
            throw new BadRuleException(
                    "its first date is " + first.toLocalDate() + ", not that of start",
                    "a start that the rule gives, too, such as " + first);
        }
        for (int dated = 1; !made.isEndless() && dates.hasNext(); dated++) {
            dates.next();
            if (dated == MOST_DATES) {
                throw new BadRuleException("it gives more than " + MOST_DATES + " dates", "fewer, or no end at all");
            }
        }
        return made;
    }

    /// {@return a rule that [#parse] has passed}
    static Recurrence known(String text) {
        return new Recurrence(text);
    }

    private static RecurrenceRule rule(String text) throws BadRuleException {
        try {
            return new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new BadRuleException(
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", ""),
                    "a rule of RFC 5545 §3.3.10 such as FREQ=WEEKLY;BYDAY=MO,WE");
        }
    }

    private RecurrenceRule rule() {
        try {
            return rule(text);
        } catch (BadRuleException e) {
            throw new IllegalStateException("rule: " + text + " (expected: one that has been looked at)", e);
        }
    }

    /// {@return as calendars have it}
    String text() {
        return text;
    }

    boolean isEndless() {
        RecurrenceRule rule = rule();
        return rule.getUntil() == null && rule.getCount() == null;
    }

    boolean has(LocalDateTime start, ZoneId zone, LocalDateTime date) {
        Iterator<LocalDateTime> dates = from(start, zone, date).iterator();
        return dates.hasNext() && dates.next().equals(date);
    }

    /// {@return the dates of what begins at `start`, those not before `first`; without an end where the rule has none}
    Iterable<LocalDateTime> from(LocalDateTime start, ZoneId zone, LocalDateTime first) {
        return () -> {
            try {
                return new Dates(rule(), start, zone, first);
            } catch (IllegalArgumentException e) { // it gives none, such as the 30th of February
                return Collections.emptyIterator();
            }
        };
    }

    private static DateTime floating(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDayOfMonth())
                .atTime(time.getHours(), time.getMinutes(), time.getSeconds());
    }

    /// A rule that finds no more dates ends.
    private static final class Dates implements Iterator<LocalDateTime> {
        /// Beyond it calendars stop, and so does `DateTime`.
        private static final int LAST_YEAR = 9_999;

        private final RecurrenceRuleIterator dates;
        private boolean over;

        Dates(RecurrenceRule rule, LocalDateTime start, ZoneId zone, LocalDateTime first) {
            DateTime until = rule.getUntil();
            if (until != null) {
                rule.setUntil(floating(local(until)
                        .atOffset(ZoneOffset.UTC)
                        .atZoneSameInstant(zone)
                        .toLocalDateTime()));
            }
            dates = rule.iterator(floating(start));
            if (first.isAfter(start)) {
                dates.fastForward(floating(first));
            }
        }

        @Override
        public boolean hasNext() {
            if (over) {
                return false;
            }
            try {
                over = !dates.hasNext() || dates.peekDateTime().getYear() > LAST_YEAR;
            } catch (IllegalArgumentException | DateTimeException e) { // it gives no more
                over = true;
            }
            return !over;
        }

        @Override
        public LocalDateTime next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return local(dates.nextDateTime());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recurrence rule && rule.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
