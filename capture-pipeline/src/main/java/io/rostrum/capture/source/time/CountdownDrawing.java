package io.rostrum.capture.source.time;

import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.text.TextDrawing;
import io.rostrum.capture.source.text.TextStyle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The time that is left, to a moment or from the first picture on, and another text when it is over.
public final class CountdownDrawing implements Drawing {
    /// Stands in the text for the time that is left.
    public static final String TIME = "{}";

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private final Goal goal;
    private final String text;
    private final String over;
    private final TextStyle style;
    private @Nullable Instant end;

    /// What is counted to.
    public sealed interface Goal {
        /// From the first picture on.
        record After(Duration time) implements Goal {}

        /// A moment.
        record At(LocalDateTime time, ZoneId zone) implements Goal {}

        /// A time of day: the nearest one, no more than twelve hours from the first picture.
        record TimeOfDay(LocalTime time, ZoneId zone) implements Goal {}

        private Instant from(Instant now) {
            return switch (this) {
                case After(Duration time) -> now.plus(time);
                case At(LocalDateTime time, ZoneId zone) -> time.atZone(zone).toInstant();
                case TimeOfDay(LocalTime time, ZoneId zone) -> nearest(now, time, zone);
            };
        }

        private static Instant nearest(Instant now, LocalTime time, ZoneId zone) {
            ZonedDateTime today = now.atZone(zone).with(time);
            Duration off = Duration.between(now, today);
            if (off.compareTo(HALF_A_DAY) > 0) {
                return today.minusDays(1).toInstant();
            }
            return (off.compareTo(HALF_A_DAY.negated()) <= 0 ? today.plusDays(1) : today).toInstant();
        }
    }

    /// @param text while it counts, [#TIME] where the time is
    /// @param over when it is over; empty for a time of 0
    public CountdownDrawing(Goal goal, String text, String over, TextStyle style) {
        this.goal = goal;
        this.text = text;
        this.over = over;
        this.style = style;
    }

    @Override
    public Drawing after(Drawing before) {
        if (before instanceof CountdownDrawing other && other.goal.equals(goal)) {
            end = other.end;
        }
        return this;
    }

    @Override
    public Moment at(Instant now) {
        Instant until = end;
        if (until == null) {
            until = goal.from(now);
            end = until;
        }
        Duration left = Duration.between(now, until);
        if (left.isNegative() || left.isZero()) {
            return Moment.always(new TextDrawing.Content(over.isEmpty() ? counting(0) : over, style));
        }
        long seconds = left.plusNanos(999_999_999).toSeconds();
        Duration holds = left.minusSeconds(seconds - 1).plusMillis(1);
        return new Moment(new TextDrawing.Content(counting(seconds), style), holds, "", Optional.empty());
    }

    private String counting(long seconds) {
        String time = seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
        return text.contains(TIME) ? text.replace(TIME, time) : (text + " " + time).strip();
    }
}
