package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PunctualityTest {
    private final Punctuality punctuality = new Punctuality();
    private long nowMillis = TimeUnit.HOURS.toMillis(1);
    private long mediaMillis;

    private long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(nowMillis);
    }

    /// A second of frames, each 40 ms, that come by turns on time and so much later.
    private void second(int late) {
        long begin = nowMillis;
        for (int i = 0; i < 25; i++) {
            nowMillis = Math.max(nowMillis, begin + i * 40L + (i % 5 == 0 ? late : 0));
            punctuality.came(mediaMillis, nowNanos());
            mediaMillis += 40;
        }
        nowMillis = Math.max(nowMillis, begin + 1_000);
        punctuality.everySecond(nowNanos());
    }

    @Test
    void nothingIsLateWhereNothingCame() {
        punctuality.everySecond(nowNanos());
        assertThat(punctuality.jitterMillis(nowNanos())).isZero();
        assertThat(punctuality.isUnsteady()).isFalse();
    }

    @Test
    void saysByHowMuchTheLatestWasLate() {
        second(0);
        assertThat(punctuality.jitterMillis(nowNanos())).isBetween(0, 40);
        second(30);
        assertThat(punctuality.jitterMillis(nowNanos())).isBetween(30, 60);
        assertThat(punctuality.isUnsteady()).isFalse();
    }

    @Test
    void oneHiccupIsNotUnsteadyAndThreeSecondsOfItAre() {
        second(0);
        second(700);
        assertThat(punctuality.jitterMillis(nowNanos())).isGreaterThan(Punctuality.UNSTEADY_MILLIS);
        assertThat(punctuality.isUnsteady()).isFalse();
        second(700);
        second(700);
        assertThat(punctuality.isUnsteady()).as("within five seconds").isTrue();
    }

    @Test
    void silenceIsLateness() {
        second(0);
        nowMillis += 2_400;
        assertThat(punctuality.jitterMillis(nowNanos())).isGreaterThanOrEqualTo(2_400);
    }
}
