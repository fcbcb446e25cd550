package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StallWatchTest {
    private static final long MILLI = 1_000_000;

    private final StallWatch watch = new StallWatch(100 * MILLI);

    @Test
    void addsUpWhatOneStepTakes() {
        assertThat(watch.look(0, 7)).isZero();
        assertThat(watch.look(33 * MILLI, 7)).isEqualTo(33 * MILLI);
        assertThat(watch.look(66 * MILLI, 7)).isEqualTo(66 * MILLI);
        assertThat(watch.look(99 * MILLI, 8)).isZero();
        assertThat(watch.look(132 * MILLI, 8)).isEqualTo(33 * MILLI);
    }

    @Test
    void timeBetweenTwoStepsIsNoStall() {
        for (int i = 0; i < 100; i++) {
            assertThat(watch.look(i * 33L * MILLI, -1)).isZero();
        }
    }

    @Test
    void aProcessThatWasSuspendedIsNoStall() {
        assertThat(watch.look(0, 7)).isZero();
        assertThat(watch.look(60_000 * MILLI, 7)).isEqualTo(100 * MILLI);
    }
}
