package io.rostrum.server.schedule;

import static io.rostrum.server.schedule.Shows.moved;
import static io.rostrum.server.schedule.Shows.show;
import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.StreamName;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Words;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.junit.jupiter.api.Test;

/// What is written, as ical4j, which is not ours, reads it.
class ICalendarTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static String written(Show... shows) {
        return ICalendar.of("Maths", List.of(shows), show -> Optional.of("https://tv.example/watch/maths"), NOW);
    }

    private static Calendar read(String text) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.validate().getEntries()).isEmpty();
        return calendar;
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getRequiredProperty(property).getValue();
    }

    private static List<Instant> starts(VEvent event, String from, String to) {
        Period<Temporal> period = new Period<>(
                Instant.parse(from).atZone(ZoneOffset.UTC), Instant.parse(to).atZone(ZoneOffset.UTC));
        return event.calculateRecurrenceSet(period).stream()
                .map(one -> Instant.from(one.getStart()))
                .sorted()
                .toList();
    }

    @Test
    void aForeignReaderFindsTheSameDates() throws Exception {
        for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")) {
            Show show = show(
                    "2026-03-23T18:00",
                    zone,
                    "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270601",
                    Map.of("2026-11-09T18:00", new Change.Removed()));
            VEvent event = read(written(show)).<VEvent>getComponents("VEVENT").getFirst();
            assertThat(starts(event, "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"))
                    .as(zone)
                    .isEqualTo(show
                            .occurrences(
                                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"), 1000)
                            .stream()
                            .map(Occurrence::start)
                            .toList());
        }
    }

    /// The zone as it is described in the file, not as the reader may know it by its name.
    @Test
    void theZoneIsDescribedAsItsClocksGo() throws Exception {
        String text = written(show("2026-03-23T18:00", "Europe/Berlin", "FREQ=WEEKLY", Map.of()));
        VTimeZone zone = read(text).<VTimeZone>getComponents("VTIMEZONE").getFirst();
        assertThat(zone.getTimeZoneId().getValue()).isEqualTo("Europe/Berlin");
        assertThat(text.replace("\r\n", "\n")).contains("""
                BEGIN:STANDARD
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                DTSTART:20251026T030000
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                END:STANDARD
                BEGIN:DAYLIGHT
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                DTSTART:20260329T020000
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
                END:DAYLIGHT
                """);
        assertThat(written(show("2007-04-02T18:00", "America/New_York", "FREQ=WEEKLY", Map.of()))
                        .replace("\r\n", "\n"))
                .as("the example of §3.6.5, without its names")
                .contains("""
                        BEGIN:STANDARD
                        TZOFFSETFROM:-0400
                        TZOFFSETTO:-0500
                        DTSTART:20071104T020000
                        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
                        END:STANDARD
                        BEGIN:DAYLIGHT
                        TZOFFSETFROM:-0500
                        TZOFFSETTO:-0400
                        DTSTART:20070311T020000
                        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
                        END:DAYLIGHT
                        """);
        assertThat(written(show("2026-01-23T18:00", "Africa/Casablanca", "FREQ=WEEKLY", Map.of())))
                .as("its clocks follow the moon, and no rule")
                .contains("RDATE:20270314T020000");
    }

    @Test
    void datesThatDifferOverrideTheirSeries() throws Exception {
        Calendar calendar = read(written(show(
                "2026-11-02T18:00",
                "Europe/Berlin",
                "FREQ=WEEKLY",
                Map.of(
                        "2026-11-16T18:00",
                        new Change.Cancelled(),
                        "2026-11-23T18:00",
                        moved("2026-11-24T09:00", "On Tuesday")))));
        List<VEvent> events = calendar.getComponents("VEVENT");
        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(value(event, "UID")).isEqualTo("9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d");
            assertThat(value(event, "SEQUENCE")).isEqualTo("3");
            assertThat(value(event, "URL")).isEqualTo("https://tv.example/watch/maths");
        });
        assertThat(value(events.get(0), "RRULE")).isEqualTo("FREQ=WEEKLY");
        assertThat(value(events.get(0), "STATUS")).isEqualTo("CONFIRMED");
        assertThat(value(events.get(0).getAlarms().getFirst(), "TRIGGER")).isEqualTo("-PT10M");
        assertThat(value(events.get(1), "RECURRENCE-ID")).isEqualTo("20261116T180000");
        assertThat(value(events.get(1), "STATUS")).isEqualTo("CANCELLED");
        assertThat(events.get(1).getAlarms()).isEmpty();
        assertThat(value(events.get(2), "RECURRENCE-ID")).isEqualTo("20261123T180000");
        assertThat(value(events.get(2), "DTSTART")).isEqualTo("20261124T090000");
        assertThat(value(events.get(2), "DURATION")).isEqualTo("PT1H30M");
        assertThat(value(events.get(2), "SUMMARY")).isEqualTo("On Tuesday");
    }

    private static String value(net.fortuna.ical4j.model.component.VAlarm alarm, String property) {
        return alarm.<Property>getRequiredProperty(property).getValue();
    }

    @Test
    void textIsNeitherCutNorReadAsSomethingElse() throws Exception {
        String title =
                "Ärger; mit, \\Komma\\ und 👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫 — sehr, sehr lang, über mehrere Zeilen hinweg";
        String description = "First line\nEND:VEVENT\nATTENDEE:mailto:x@example.org " + "ü".repeat(400);
        Show plain = show("2026-11-02T18:00", "Europe/Berlin", null, Map.of());
        Show show = new Show(
                plain.id(),
                new StreamName("maths"),
                new Words(title, description),
                plain.start(),
                plain.duration(),
                plain.zone(),
                plain.rule(),
                new TreeMap<LocalDateTime, Change>(),
                plain.visibility(),
                0,
                1,
                Shows.MADE,
                Shows.MADE);
        String text = written(show);
        assertThat(text.split("\r\n", -1))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n", "")).as("lines end in both").doesNotContain("\r", "\n");
        List<VEvent> events = read(text).getComponents("VEVENT");
        assertThat(events).hasSize(1);
        assertThat(value(events.getFirst(), "SUMMARY")).isEqualTo(title);
        assertThat(value(events.getFirst(), "DESCRIPTION")).isEqualTo(description);
        assertThat(events.getFirst().getProperties("ATTENDEE")).isEmpty();
    }

    @Test
    void oneDateAloneIsAnEventOfItsOwn() throws Exception {
        Show show = show(
                "2026-11-02T18:00",
                "Europe/Berlin",
                "FREQ=WEEKLY",
                Map.of("2026-11-23T18:00", moved("2026-11-24T09:00", "On Tuesday")));
        Occurrence date =
                show.occurrence(LocalDateTime.parse("2026-11-23T18:00")).orElseThrow();
        List<VEvent> events =
                read(ICalendar.of(date, _ -> Optional.empty(), NOW)).getComponents("VEVENT");
        assertThat(events).hasSize(1);
        assertThat(value(events.getFirst(), "RECURRENCE-ID")).isEqualTo("20261123T180000");
        assertThat(starts(events.getFirst(), "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"))
                .containsExactly(Instant.parse("2026-11-24T08:00:00Z"));
        assertThat(events.getFirst().getProperties("RRULE")).isEmpty();
    }
}
