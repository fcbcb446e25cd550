package io.rostrum.capture.source.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.drawn.Drawing.Moment;
import io.rostrum.capture.source.text.TextDrawing;
import io.rostrum.capture.source.text.TextStyle;
import io.rostrum.capture.source.time.CountdownDrawing.Goal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimeDrawingsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-22T11:00:00.250Z"); // in Berlin

    private static String text(Drawing drawing, Instant now) {
        return ((TextDrawing.Content) drawing.at(now).content()).text();
    }

    private static CountdownDrawing countdown(Goal goal) {
        return new CountdownDrawing(goal, "in {}", "now", TextStyle.DEFAULT);
    }

    @Test
    void aClockShowsTheTimeOfItsPlaceUntilTheNextSecond() {
        ClockDrawing clock = new ClockDrawing("EEEE HH:mm:ss", BERLIN, Locale.ENGLISH, TextStyle.DEFAULT);
        assertThat(text(clock, NOON)).isEqualTo("Sunday 12:00:00");
        assertThat(clock.at(NOON).holds()).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void aFormatThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ClockDrawing("HH:mm:{", BERLIN, Locale.ENGLISH, TextStyle.DEFAULT))
                .hasMessage("clock: HH:mm:{ (expected: a format such as HH:mm:ss)");
    }

    @Test
    void aDurationIsCountedFromTheFirstPictureOn() {
        CountdownDrawing drawing = countdown(new Goal.After(Duration.ofMinutes(61)));
        Moment first = drawing.at(NOON);
        assertThat(((TextDrawing.Content) first.content()).text()).isEqualTo("in 1:01:00");
        assertThat(text(drawing, NOON.plus(first.holds()))).isEqualTo("in 1:00:59");
        assertThat(text(drawing, NOON.plusSeconds(3600))).isEqualTo("in 1:00");
        assertThat(text(drawing, NOON.plusSeconds(3659).plusMillis(999))).isEqualTo("in 0:01");
        assertThat(text(drawing, NOON.plusSeconds(3660))).isEqualTo("now");
    }

    @Test
    void anotherColourDoesNotBeginACountdownAnew() {
        CountdownDrawing before = countdown(new Goal.After(Duration.ofMinutes(2)));
        before.at(NOON);
        Drawing after = countdown(new Goal.After(Duration.ofMinutes(2))).after(before);
        assertThat(text(after, NOON.plusSeconds(30))).isEqualTo("in 1:30");
        Drawing other = countdown(new Goal.After(Duration.ofMinutes(3))).after(before);
        assertThat(text(other, NOON.plusSeconds(30))).isEqualTo("in 3:00");
    }

    @Test
    void aTimeOfDayIsTheNearestOne() {
        assertThat(text(countdown(new Goal.TimeOfDay(LocalTime.of(12, 5), BERLIN)), NOON))
                .isEqualTo("in 5:00");
        assertThat(text(countdown(new Goal.TimeOfDay(LocalTime.of(11, 55), BERLIN)), NOON))
                .isEqualTo("now");
        Instant lateEvening = Instant.parse("2026-11-22T22:59:00Z");
        assertThat(text(countdown(new Goal.TimeOfDay(LocalTime.of(0, 1), BERLIN)), lateEvening))
                .isEqualTo("in 2:00");
    }

    @Test
    void aMomentIsOfItsPlace() {
        assertThat(text(countdown(new Goal.At(LocalDateTime.of(2026, 11, 22, 13, 0), BERLIN)), NOON))
                .isEqualTo("in 1:00:00");
    }
}
