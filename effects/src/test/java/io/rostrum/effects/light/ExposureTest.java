package io.rostrum.effects.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final long FRAME = 33_333_333;

    private final Exposure exposure = new Exposure();

    @Test
    void whatIsLightEnoughStaysAsItIs() {
        assertThat(exposure.follow(0.45, 0)).isEqualTo(1);
    }

    @Test
    void theFirstPictureIsLiftedAtOnceAndTheDarkerTheMore() {
        double dark = exposure.follow(0.15, 0);
        assertThat(dark).isBetween(0.4, 0.6);
        assertThat(new Exposure().follow(0.05, 0)).isLessThan(dark);
    }

    @Test
    void aLampThatFlickersDoesNotMakeItPump() {
        double first = exposure.follow(0.15, 0);
        for (int i = 1; i < 60; i++) {
            assertThat(exposure.follow(i % 2 == 0 ? 0.157 : 0.143, i * FRAME)).isEqualTo(first);
        }
    }

    @Test
    void aLampThatIsSwitchedOnIsFollowedSlowlyAndAllTheWay() {
        double first = exposure.follow(0.1, 0);
        double last = first;
        for (int i = 1; i <= 120; i++) {
            double next = exposure.follow(0.5, i * FRAME);
            assertThat(next - last).isBetween(0.0, 0.05);
            last = next;
        }
        assertThat(last).isCloseTo(1, within(0.01));
    }
}
