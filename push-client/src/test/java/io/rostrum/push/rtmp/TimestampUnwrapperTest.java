package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimestampUnwrapperTest {
    private final TimestampUnwrapper times = new TimestampUnwrapper();

    @Test
    void goesOnAcrossTheWrapAndToleratesSmallStepsBack() {
        assertThat(times.unwrap(0xFFFF_FFF0L)).isEqualTo(0xFFFF_FFF0L);
        assertThat(times.unwrap(5)).isEqualTo(0x1_0000_0005L);
        assertThat(times.unwrap(0xFFFF_FFFEL)).isEqualTo(0xFFFF_FFFEL);
        assertThat(times.unwrap(40)).isEqualTo(0x1_0000_0028L);
    }

    @Test
    void takesTheFirstAsItIs() {
        assertThat(times.unwrap(3_000_000_000L)).isEqualTo(3_000_000_000L);
    }
}
