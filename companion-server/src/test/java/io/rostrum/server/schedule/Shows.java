package io.rostrum.server.schedule;

import io.rostrum.server.auth.StreamName;
import io.rostrum.server.schedule.Recurrence.BadRuleException;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Visibility;
import io.rostrum.server.schedule.Show.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shows for tests.
final class Shows {
    static final Instant MADE = Instant.parse("2026-10-01T09:00:00Z");

    private Shows() {}

    /// An hour of class.
    static Show show(String start, String zone, @Nullable String rule, Map<String, Change> changes)
            throws BadRuleException {
        LocalDateTime first = LocalDateTime.parse(start);
        TreeMap<LocalDateTime, Change> differing = new TreeMap<>();
        changes.forEach((date, change) -> differing.put(LocalDateTime.parse(date), change));
        return new Show(
                "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
                new StreamName("maths"),
                new Words("Maths", "Bring a pencil"),
                first,
                Duration.ofHours(1),
                ZoneId.of(zone),
                rule == null ? Optional.empty() : Optional.of(Recurrence.parse(rule, first, ZoneId.of(zone))),
                differing,
                Visibility.PUBLIC,
                3,
                7,
                MADE,
                MADE);
    }

    static Change moved(String to, String title) {
        return new Change.Moved(LocalDateTime.parse(to), Duration.ofMinutes(90), new Words(title, ""));
    }
}
