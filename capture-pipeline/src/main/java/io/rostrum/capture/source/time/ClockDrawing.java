package io.rostrum.capture.source.time;

import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.text.TextDrawing;
import io.rostrum.capture.source.text.TextStyle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The time of day.
public final class ClockDrawing implements Drawing {
    private static final long SECOND_MILLIS = 1000;
    private static final long FRACTION_MILLIS = 20;

    private final DateTimeFormatter format;
    private final TextStyle style;
    private final long stepMillis;

    /// @param pattern as [DateTimeFormatter] reads it: `HH:mm:ss`, `EEEE d MMMM`
    /// @param locale  whose names of days and months are shown
    /// @throws IllegalArgumentException if the pattern is none, in words for the user
    public ClockDrawing(String pattern, ZoneId zone, Locale locale, TextStyle style) {
        try {
            format = DateTimeFormatter.ofPattern(pattern, locale).withZone(zone);
            if (format.format(Instant.EPOCH).isBlank()) {
                throw new DateTimeException("nothing to be seen");
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("clock: " + pattern + " (expected: a format such as HH:mm:ss)", e);
        }
        this.style = style;
        stepMillis = pattern.matches(".*[SAnN].*") ? FRACTION_MILLIS : SECOND_MILLIS;
    }

    @Override
    public Moment at(Instant now) {
        long left = stepMillis - Math.floorMod(now.toEpochMilli(), stepMillis);
        return new Moment(
                new TextDrawing.Content(format.format(now), style), Duration.ofMillis(left), "", Optional.empty());
    }
}
