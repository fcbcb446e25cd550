package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UplinkMeterTest {
    private static final long MILLI = 1_000_000;
    private final UplinkMeter meter = new UplinkMeter(0, Duration.ofSeconds(2), Duration.ofSeconds(10));

    @Test
    void whatFillsTheBuffersAtFirstDoesNotCount() {
        for (long millis = 0; millis <= 12_000; millis += 100) {
            long inBuffers = Math.min(millis, 2_000) * 10_000;
            meter.delivered(millis * MILLI, inBuffers + millis * 500);
        }
        assertThat(meter.bitsPerSecond()).isEqualTo(4_000_000);
        assertThat(meter.measured()).isEqualTo(1);
        assertThat(meter.share(7_000 * MILLI)).isCloseTo(7.0 / 12, within(1e-9));
    }

    @Test
    void aServerThatReadsLessThanTheNetworkDeliversIsBelieved() {
        for (long millis = 0; millis <= 12_000; millis += 100) {
            meter.delivered(millis * MILLI, millis * 500);
            meter.acknowledged((millis + 40) * MILLI, millis * 375);
        }
        assertThat(meter.bitsPerSecond()).as("something between takes bytes in").isEqualTo(3_000_000);
    }

    @Test
    void aServerThatCountsSomethingElseIsNot() {
        for (long millis = 0; millis <= 12_000; millis += 100) {
            meter.delivered(millis * MILLI, millis * 500);
            meter.acknowledged(millis * MILLI, millis * 4_000);
        }
        assertThat(meter.bitsPerSecond()).isEqualTo(4_000_000);
    }

    @Test
    void aWordNowAndThenIsTooLittle() {
        for (long millis = 0; millis <= 12_000; millis += 100) {
            meter.delivered(millis * MILLI, millis * 500);
            if (millis % 5_000 == 0) {
                meter.acknowledged(millis * MILLI, millis * 400);
            }
        }
        assertThat(meter.bitsPerSecond()).isEqualTo(4_000_000);
    }

    @Test
    void nothingIsKnownBeforeItHasSettled() {
        meter.delivered(1_000 * MILLI, 1_000_000);
        meter.delivered(1_900 * MILLI, 2_000_000);
        assertThat(meter.bitsPerSecond()).isZero();
        assertThat(meter.measured()).isZero();
    }
}
