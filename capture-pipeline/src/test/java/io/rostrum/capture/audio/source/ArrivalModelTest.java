package io.rostrum.capture.audio.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A card whose sound arrives 30 ms after capture when nothing is late: 20 ms to fill a block, 10 ms on the way.
final class ArrivalModelTest {
    private static final int FRAMES = 960;
    private static final long BLOCK = 20_000_000;
    private static final long WAY = 10_000_000;

    private final Random random = new Random(4);
    private ArrivalModel model;
    private long block;

    @BeforeEach
    void newModel() {
        model = new ArrivalModel(48_000);
    }

    /// {@return how far the estimate is from the truth}
    private long error(long lateNanos, long lagErrorNanos) {
        long captured = block++ * BLOCK;
        long arrival = captured + BLOCK + WAY + lateNanos;
        return model.captureTime(FRAMES, arrival, arrival - captured + lagErrorNanos) - captured;
    }

    @Test
    void takesOffWhatTheSystemSaysOfItsLatency() {
        for (int i = 0; i < 100; i++) {
            error(0, 0);
        }
        assertThat(error(0, 0)).isCloseTo(0, within(100_000L));
    }

    @Test
    void lateArrivalsChangeNothing() {
        for (int i = 0; i < 100; i++) {
            error(0, 0);
        }
        for (int i = 0; i < 1000; i++) {
            long late = random.nextInt(10) == 0 ? random.nextInt(80_000_000) : random.nextInt(5_000_000);
            assertThat(error(late, 0)).isCloseTo(0, within(1_000_000L));
        }
    }

    /// What PulseAudio 16 says in the first second of a recording, seen against a null sink.
    @Test
    void answersThatDoNotAgreeAreNotBelieved() {
        for (int i = 0; i < 45; i++) {
            assertThat(error(0, 600_000_000L - i * 13_000_000L)).isCloseTo(WAY, within(100_000L));
        }
        for (int i = 0; i < 120; i++) {
            error(0, 0);
        }
        assertThat(error(0, 0)).isCloseTo(0, within(100_000L));
    }

    @Test
    void aWallClockThatIsSetMovesNothing() {
        for (int i = 0; i < 100; i++) {
            error(0, 0);
        }
        double lag = 3_000_000_000L;
        for (int i = 0; i < 200; i++) {
            assertThat(error(0, Math.round(lag))).isCloseTo(0, within(5_000_000L));
            lag *= 0.9;
        }
    }
}
