package io.rostrum.server.schedule;

import io.rostrum.server.auth.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Something that is to be on air, once or again and again. Immutable.
///
/// Its times are those of a clock on the wall in its zone, so a class at 18:00 stays at 18:00 when the clocks change.
/// A time that the clocks skip counts by the offset before them, one that they show twice is the first of the two
/// (RFC 5545 §3.3.5), which is what `java.time` does, too.
///
/// @param id         a UUID, which calendars know it by
/// @param start      of the first date, in `zone`
/// @param rule       what repeats it; empty for once
/// @param changes dates that differ, each by the time that the rule gives it
/// @param sequence   grows with each change that matters to whoever has it in a calendar (RFC 5545 §3.8.7.4)
/// @param version    grows with each change
record Show(
        String id,
        StreamName stream,
        Words words,
        LocalDateTime start,
        Duration duration,
        ZoneId zone,
        Optional<Recurrence> rule,
        NavigableMap<LocalDateTime, Change> changes,
        Visibility visibility,
        long sequence,
        long version,
        Instant createdAt,
        Instant changedAt) {
    /// As dates are named in addresses and in calendars.
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    Show {
        changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
    }

    /// What people read of it.
    ///
    /// @param description plain text
    record Words(String title, String description) {}

    /// Who gets to know of it.
    enum Visibility {
        PUBLIC,
        /// Whoever has the address of its channel, but no list of the server.
        UNLISTED,
        /// Those who may change it.
        PRIVATE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A date that differs from what the rule says.
    sealed interface Change {
        /// There is none, and nobody is told of it (`EXDATE`).
        record Removed() implements Change {}

        /// There is none, and calendars say so.
        record Cancelled() implements Change {}

        /// It is at another time, or another thing.
        record Moved(LocalDateTime start, Duration duration, Words words) implements Change {}
    }

    /// {@return this show with other dates that differ}
    Show with(NavigableMap<LocalDateTime, Change> differing) {
        return new Show(
                id,
                stream,
                words,
                start,
                duration,
                zone,
                rule,
                differing,
                visibility,
                sequence,
                version,
                createdAt,
                changedAt);
    }

    boolean isRecurring() {
        return rule.isPresent();
    }

    /// {@return the moment of a time in the show's zone}
    Instant at(LocalDateTime time) {
        return time.atZone(zone).toInstant();
    }

    /// {@return whether the rule gives a date at this time}
    boolean hasDate(LocalDateTime original) {
        return rule.map(repeats -> repeats.has(start, zone, original)).orElse(original.equals(start));
    }

    /// {@return the date that has this time by the rule, as it is now; empty where it was removed or never was}
    Optional<Occurrence> occurrence(LocalDateTime original) {
        return hasDate(original) ? made(original) : Optional.empty();
    }

    private Optional<Occurrence> made(LocalDateTime original) {
        return switch (changes.get(original)) {
            case null -> Optional.of(planned(original, Occurrence.Status.PLANNED));
            case Change.Removed _ -> Optional.empty();
            case Change.Cancelled _ -> Optional.of(planned(original, Occurrence.Status.CANCELLED));
            case Change.Moved(LocalDateTime moved, Duration lasts, Words said) ->
                Optional.of(new Occurrence(
                        this, original, at(moved), at(moved).plus(lasts), said, Occurrence.Status.MOVED));
        };
    }

    private Occurrence planned(LocalDateTime original, Occurrence.Status status) {
        return new Occurrence(this, original, at(original), at(original).plus(duration), words, status);
    }

    /// {@return the first `most` dates that are not over at `from` and begin before `to`, in their order}
    List<Occurrence> occurrences(Instant from, Instant to, int most) {
        List<Occurrence> found = new ArrayList<>();
        LocalDateTime first =
                from.minus(duration).atZone(zone).toLocalDateTime().minusDays(1);
        if (rule.isEmpty()) {
            made(start).ifPresent(found::add);
        } else {
            int plain = 0;
            for (LocalDateTime original : rule.get().from(start, zone, first)) {
                Instant begins = at(original);
                if (plain == most || !begins.isBefore(to)) {
                    break;
                }
                if (!changes.containsKey(original) && begins.plus(duration).isAfter(from)) {
                    found.add(planned(original, Occurrence.Status.PLANNED));
                    plain++;
                }
            }
            // what was moved may come from before or from after
            changes.keySet().forEach(original -> made(original).ifPresent(found::add));
        }
        return found.stream()
                .filter(date -> date.end().isAfter(from) && date.start().isBefore(to))
                .sorted(Comparator.comparing(Occurrence::start))
                .limit(most)
                .toList();
    }
}
