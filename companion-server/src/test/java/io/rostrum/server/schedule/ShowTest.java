package io.rostrum.server.schedule;

import static io.rostrum.server.schedule.Shows.moved;
import static io.rostrum.server.schedule.Shows.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.schedule.Recurrence.BadRuleException;
import io.rostrum.server.schedule.Show.Change;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {
    private static List<String> starts(Show show, String from, String to) {
        return show.occurrences(Instant.parse(from), Instant.parse(to), 100).stream()
                .map(date -> date.start().toString())
                .toList();
    }

    @Test
    void aClassStaysAtSixWhenTheClocksChange() throws Exception {
        Show show = show("2026-10-19T18:00", "Europe/Berlin", "FREQ=WEEKLY", Map.of());
        assertThat(starts(show, "2026-10-01T00:00:00Z", "2026-11-05T00:00:00Z"))
                .containsExactly("2026-10-19T16:00:00Z", "2026-10-26T17:00:00Z", "2026-11-02T17:00:00Z");
    }

    /// RFC 5545 §3.3.5: by the offset before the gap.
    @Test
    void aTimeThatTheClocksSkipCountsByTheOffsetBefore() throws Exception {
        Show show = show("2026-03-28T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=3", Map.of());
        assertThat(starts(show, "2026-03-01T00:00:00Z", "2026-04-05T00:00:00Z"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    /// RFC 5545 §3.3.5: the first of the two.
    @Test
    void aTimeThatTheClocksShowTwiceIsTheFirst() throws Exception {
        Show show = show("2026-11-01T01:30", "America/New_York", null, Map.of());
        assertThat(starts(show, "2026-10-01T00:00:00Z", "2026-12-05T00:00:00Z"))
                .containsExactly("2026-11-01T05:30:00Z");
    }

    /// Rules that give what RFC 5545 §3.8.5.3 says they do.
    @Test
    void theExamplesOfTheStandard() throws Exception {
        assertThat(starts(
                        show("1997-09-05T09:00", "America/New_York", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", Map.of()),
                        "1997-01-01T00:00:00Z",
                        "1999-01-01T00:00:00Z"))
                .containsExactly(
                        "1997-09-05T13:00:00Z", "1997-10-03T13:00:00Z", "1997-11-07T14:00:00Z", "1997-12-05T14:00:00Z");
        assertThat(starts(
                        show(
                                "1997-09-02T09:00",
                                "America/New_York",
                                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH",
                                Map.of()),
                        "1997-01-01T00:00:00Z",
                        "1999-01-01T00:00:00Z"))
                .containsExactly(
                        "1997-09-02T13:00:00Z", "1997-09-04T13:00:00Z", "1997-09-16T13:00:00Z", "1997-09-18T13:00:00Z");
        assertThat(starts(
                        show("2007-01-15T09:00", "America/New_York", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", Map.of()),
                        "2007-01-01T00:00:00Z",
                        "2008-01-01T00:00:00Z"))
                .as("an invalid date, the 30th of February, is left out")
                .containsExactly(
                        "2007-01-15T14:00:00Z",
                        "2007-01-30T14:00:00Z",
                        "2007-02-15T14:00:00Z",
                        "2007-03-15T13:00:00Z",
                        "2007-03-30T13:00:00Z");
    }

    @Test
    void datesThatDifferDoSo() throws Exception {
        Show show = show(
                "2026-11-02T18:00",
                "Europe/Berlin",
                "FREQ=WEEKLY",
                Map.of(
                        "2026-11-09T18:00", new Change.Removed(),
                        "2026-11-16T18:00", new Change.Cancelled(),
                        "2026-11-30T18:00", moved("2026-11-20T19:00", "Earlier")));
        List<Occurrence> dates =
                show.occurrences(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-08T00:00:00Z"), 100);
        assertThat(dates)
                .extracting(date -> date.id() + " " + date.start() + " " + date.status() + " "
                        + date.words().title())
                .containsExactly(
                        "20261102T180000 2026-11-02T17:00:00Z PLANNED Maths",
                        "20261116T180000 2026-11-16T17:00:00Z CANCELLED Maths",
                        "20261130T180000 2026-11-20T18:00:00Z MOVED Earlier",
                        "20261123T180000 2026-11-23T17:00:00Z PLANNED Maths",
                        "20261207T180000 2026-12-07T17:00:00Z PLANNED Maths");
        assertThat(dates.get(2).end()).isEqualTo(Instant.parse("2026-11-20T19:30:00Z"));
        assertThat(show.occurrence(LocalDateTime.parse("2026-11-09T18:00"))).isEmpty();
        assertThat(show.occurrence(LocalDateTime.parse("2026-11-10T18:00"))).isEmpty();
        assertThat(show.occurrence(LocalDateTime.parse("2026-11-30T18:00"))).isPresent();
    }

    @Test
    void whatIsOnNowIsStillToBeSeen() throws Exception {
        Show show = show("2020-01-06T18:00", "UTC", "FREQ=WEEKLY", Map.of());
        assertThat(starts(show, "2026-11-23T18:59:00Z", "2026-11-30T18:00:00Z"))
                .containsExactly("2026-11-23T18:00:00Z");
        assertThat(starts(show, "2026-11-23T19:00:00Z", "2026-11-30T18:00:00Z")).isEmpty();
    }

    @Test
    void theEndIsByTheClocksOfItsZone() throws Exception {
        String rule = "FREQ=WEEKLY;UNTIL=20261102";
        Show show = show("2026-10-19T23:30", "America/New_York", rule, Map.of());
        assertThat(show.rule().orElseThrow().text())
                .as("§3.3.10: in UTC beside a start with a zone")
                .isEqualTo("FREQ=WEEKLY;UNTIL=20261103T045959Z");
        assertThat(starts(show, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"))
                .containsExactly("2026-10-20T03:30:00Z", "2026-10-27T03:30:00Z", "2026-11-03T04:30:00Z");
        assertThat(Recurrence.parse(
                                show.rule().get().text(),
                                LocalDateTime.parse("2026-10-19T23:30"),
                                ZoneId.of("America/New_York"))
                        .text())
                .isEqualTo(show.rule().get().text());
    }

    /// In every zone, whatever its clocks do: a class is at its time of day, unless the clocks skip it.
    @Test
    void inEveryZoneAClassIsAtItsTimeOfDay() throws Exception {
        Random random = new Random(6);
        List<String> elsewhere = new ArrayList<>();
        for (String name : TimeZone.getAvailableIDs()) {
            if (!ZoneId.getAvailableZoneIds().contains(name)) {
                continue; // of the old kind, such as EST
            }
            ZoneId zone = ZoneId.of(name);
            LocalDateTime first = LocalDateTime.of(2026, 1, 1, 0, 0)
                    .plusDays(random.nextInt(365))
                    .plusMinutes(random.nextInt(24 * 60));
            List<Occurrence> dates = show(first.toString(), name, "FREQ=DAILY;INTERVAL=2;COUNT=185", Map.of())
                    .occurrences(Instant.parse("2025-12-01T00:00:00Z"), Instant.parse("2029-01-01T00:00:00Z"), 1000);
            assertThat(dates).as(name).hasSize(185);
            for (Occurrence date : dates) {
                if (!zone.getRules().getValidOffsets(date.original()).isEmpty()
                        && !date.start().atZone(zone).toLocalDateTime().equals(date.original())) {
                    elsewhere.add(name + " " + date.id());
                }
            }
        }
        assertThat(elsewhere).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=SOMETIMES                       | expected: a rule of RFC 5545
            FREQ=WEEKLY;COLOUR=RED               | invalid part COLOUR
            FREQ=WEEKLY;INTERVAL=0               | int value out of range: 0
            FREQ=DAILY;COUNT=2;UNTIL=20261201    | UNTIL and COUNT must not occur in the same rule
            every monday                         | expected: a rule of RFC 5545
            FREQ=HOURLY                          | expected: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY
            FREQ=DAILY;BYHOUR=9,18               | BYHOUR is of no use here
            FREQ=WEEKLY;BYDAY=TU                 | such as 2026-11-24T18:00
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30  | it gives no date at all
            FREQ=WEEKLY;UNTIL=20261122           | is before the start
            FREQ=DAILY;COUNT=100000              | expected: at most 4000
            FREQ=DAILY;UNTIL=29991231            | it gives more than 4000 dates""")
    void aRuleThatCannotBeUsedIsRefusedWithWhatIsExpected(String rule, String words) {
        assertThatThrownBy(() -> show("2026-11-23T18:00", "Europe/Berlin", rule, Map.of()))
                .isInstanceOf(BadRuleException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("(expected: ");
    }
}
