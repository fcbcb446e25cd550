package io.rostrum.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.record.Container;
import io.rostrum.server.record.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A recording of a minute whose publisher was away for 10 s after the first 20 s, and for 100 s after
/// 40 s.
class ReplayClockTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final ReplayClock CLOCK = new ReplayClock(new Recording(
            "one",
            "cam",
            Container.MP4,
            Recording.State.FINISHED,
            START,
            60_000,
            1,
            List.of(
                    new Recording.Gap(20_000, 10_000, START.plusSeconds(20)),
                    new Recording.Gap(40_000, 100_000, START.plusSeconds(50))),
            Optional.empty(),
            Recording.About.NOTHING,
            List.of()));

    @ParameterizedTest
    @CsvSource({
        "-5, 0", "0, 0", "19, 19", "20, 20", "25, 20", "30, 20", "31, 21", "49, 39", "60, 40", "149, 40", "150, 40",
        "155, 45", "170, 60", "500, 60"
    })
    void whatWasSaidStandsWhereItWasSeen(int secondsAfterStart, int position) {
        assertThat(CLOCK.position(START.plusSeconds(secondsAfterStart))).isEqualTo(position * 1_000L);
    }

    @Test
    void itEndsWhenTheLastOfItWasRecorded() {
        assertThat(CLOCK.end()).isEqualTo(START.plusSeconds(170));
        assertThat(CLOCK.wallTime(10_000)).isEqualTo(START.plusSeconds(10));
        assertThat(CLOCK.wallTime(30_000)).isEqualTo(START.plusSeconds(40));
    }
}
