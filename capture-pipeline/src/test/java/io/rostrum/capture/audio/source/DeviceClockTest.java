package io.rostrum.capture.audio.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceClockTest {
    private static final int FRAMES = 960;
    private static final long JITTER_NANOS = 5_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 500, -500})
    void followsADriftingCardForTwoHoursWithinAMillisecondAndWithoutJitter(double ppm) {
        DeviceClock clock = new DeviceClock(48_000);
        double nanosPerBlock = FRAMES * 1e9 / (48_000 * (1 + ppm * 1e-6));
        Random jitter = new Random(1);
        double worst = 0;
        double worstStep = 0;
        long last = 0;
        int blocks = (int) (7200e9 / nanosPerBlock);
        for (int i = 0; i < blocks; i++) {
            double captured = i * nanosPerBlock;
            long time = clock.timeOfBlock(FRAMES, (long) (captured + (jitter.nextDouble() - 0.5) * 2 * JITTER_NANOS));
            if (i * nanosPerBlock > 30e9) {
                worst = Math.max(worst, Math.abs(time - captured));
                worstStep = Math.max(worstStep, Math.abs(time - last - nanosPerBlock));
            }
            last = time;
        }
        assertThat(worst).as("error after half a minute, ns").isLessThan(1_000_000);
        assertThat(worstStep).as("jitter left between two blocks, ns").isLessThan(250_000);
        assertThat((clock.rate() - 1) * 1e6).as("rate, ppm").isCloseTo(ppm, within(60.0));
    }

    @Test
    void stepsWhenSoundWasLost() {
        DeviceClock clock = new DeviceClock(48_000);
        long block = 20_000_000;
        for (int i = 0; i < 500; i++) {
            clock.timeOfBlock(FRAMES, i * block);
        }
        long lost = 60_000_000;
        long time = 0;
        for (int i = 500; i < 550; i++) {
            time = clock.timeOfBlock(FRAMES, i * block + lost);
        }
        assertThat(time).isCloseTo(549 * block + lost, within(1_000_000L));
    }

    @Test
    void oneLateBlockMovesNothing() {
        DeviceClock clock = new DeviceClock(48_000);
        long block = 20_000_000;
        for (int i = 0; i < 500; i++) {
            clock.timeOfBlock(FRAMES, i * block);
        }
        clock.timeOfBlock(FRAMES, 500 * block + 100_000_000);
        assertThat(clock.timeOfBlock(FRAMES, 501 * block)).isCloseTo(501 * block, within(2_000_000L));
    }

    @Test
    void timeNeverRunsBackwards() {
        DeviceClock clock = new DeviceClock(48_000);
        long last = -1;
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            long time = clock.timeOfBlock(1 + random.nextInt(2000), random.nextLong(10_000_000_000L));
            assertThat(time).isGreaterThan(last);
            last = time;
        }
    }
}
