package io.rostrum.server.classroom;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who is in a class and for how long: a stay for each time that somebody comes and goes. A stay's
/// beginning is a time of day and its length is measured by a monotonic clock, so a clock that is set
/// lengthens and shortens nothing. Confined to the classes' thread.
///
/// Stays wait here until they are written, at most [#MOST_WAITING] that have ended; should the database
/// be away for longer, the oldest of those are given up.
final class Attendance {
    static final int MOST_WAITING = 20_000;
    /// Who is back sooner has not left, as far as coming and going is counted.
    static final Duration RETURN = Duration.ofSeconds(30);

    private final Map<String, Stay> open = new LinkedHashMap<>();
    private final ArrayDeque<Kept> ended = new ArrayDeque<>();

    /// A stay as it is kept.
    ///
    /// @param millis  how long, as far as is known
    /// @param present whether it goes on
    record Kept(String id, String lesson, String member, String name, Instant joinedAt, long millis, boolean present) {
        Instant leftAt() {
            return joinedAt.plusMillis(millis);
        }
    }

    private static final class Stay {
        private final Kept begun;
        private final long sinceNanos;
        private long heardNanos;

        Stay(Kept begun, long nowNanos) {
            this.begun = begun;
            this.sinceNanos = nowNanos;
            this.heardNanos = nowNanos;
        }

        Kept kept(boolean present) {
            return new Kept(
                    begun.id(),
                    begun.lesson(),
                    begun.member(),
                    begun.name(),
                    begun.joinedAt(),
                    (heardNanos - sinceNanos) / 1_000_000,
                    present);
        }
    }

    /// @param id of the stay
    void join(String id, String lesson, Member member, Instant now, long nowNanos) {
        open.put(member.id(), new Stay(new Kept(id, lesson, member.id(), member.name(), now, 0, true), nowNanos));
    }

    boolean isIn(String member) {
        return open.containsKey(member);
    }

    int present() {
        return open.size();
    }

    /// {@return when the stay of somebody who is in began}
    Instant since(String member) {
        Stay stay = open.get(member);
        return stay == null ? Instant.EPOCH : stay.begun.joinedAt();
    }

    /// Somebody who is in was there at a time.
    void heard(String member, long nanos) {
        Stay stay = open.get(member);
        if (stay != null && nanos > stay.heardNanos) {
            stay.heardNanos = nanos;
        }
    }

    /// @param nanos when that was
    /// @return the stay; its length is 0 for who was not in
    long leave(String member, long nanos) {
        Stay stay = open.remove(member);
        if (stay == null) {
            return 0;
        }
        stay.heardNanos = Math.max(stay.heardNanos, nanos);
        Kept kept = stay.kept(/* present= */ false);
        ended.add(kept);
        if (ended.size() > MOST_WAITING) {
            ended.poll();
        }
        return kept.millis();
    }

    /// {@return what is to be written: stays that have ended, and how long the others are now}
    List<Kept> changes() {
        List<Kept> all = new ArrayList<>(ended);
        open.values().forEach(stay -> all.add(stay.kept(/* present= */ true)));
        return all;
    }

    /// What [#changes] gave is written.
    void written(List<Kept> changes) {
        for (Kept kept : changes) {
            if (kept.equals(ended.peek())) { // else it goes on, or was given up meanwhile
                ended.poll();
            }
        }
    }

    /// What one student's stays come to.
    ///
    /// @param joins  comings; being back within [#RETURN] is none
    /// @param millis all stays together
    record Line(String member, String name, Instant joinedAt, Instant leftAt, int joins, long millis, boolean present) {
        private Line and(Kept next) {
            boolean back = next.joinedAt().isBefore(leftAt.plus(RETURN));
            return new Line(
                    member,
                    name,
                    next.joinedAt().isBefore(joinedAt) ? next.joinedAt() : joinedAt,
                    next.leftAt().isAfter(leftAt) ? next.leftAt() : leftAt,
                    back ? joins : joins + 1,
                    millis + next.millis(),
                    present || next.present());
        }
    }

    /// {@return a line for each student, by name}
    static List<Line> report(List<Kept> stays) {
        Map<String, Line> lines = new HashMap<>();
        stays.stream()
                .sorted(Comparator.comparing(Kept::joinedAt))
                .forEach(stay -> lines.merge(
                        stay.member(),
                        new Line(
                                stay.member(),
                                stay.name(),
                                stay.joinedAt(),
                                stay.leftAt(),
                                1,
                                stay.millis(),
                                stay.present()),
                        (line, _) -> line.and(stay)));
        return lines.values().stream()
                .sorted(Comparator.comparing(Line::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Line::member))
                .toList();
    }
}
