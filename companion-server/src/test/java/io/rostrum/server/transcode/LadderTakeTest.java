package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How long a ladder waits before its next transcoder.
final class LadderTakeTest {
    @Test
    void onesThatGaveNothingAreTriedLessAndLess() {
        try (LadderTake take = new LadderTake()) {
            assertThat(IntStream.range(0, 12).mapToLong(_ -> take.failed(false, false)))
                    .containsExactly(
                            100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L,
                            30_000L);
        }
    }

    @Test
    void onesThatWorkedAreBackWithinSecondsHoweverOftenTheyAreKilled() {
        try (LadderTake take = new LadderTake()) {
            assertThat(IntStream.range(0, 8).mapToLong(_ -> take.failed(true, false)))
                    .containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L, 2_000L);
        }
    }

    @Test
    void oneThatWorkedForAWhileForgetsWhatWas() {
        try (LadderTake take = new LadderTake()) {
            take.failed(true, false);
            take.failed(true, false);

            assertThat(take.failed(true, true)).isEqualTo(100);
        }
    }
}
