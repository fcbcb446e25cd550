package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {
    private long now;
    private final SpareMemory spare = new SpareMemory(() -> now);

    private boolean dueAfter(int seconds, long connections) {
        now += Duration.ofSeconds(seconds).toNanos();
        return spare.isDue(connections);
    }

    @Test
    void memoryIsGivenBackOnceAfterMostOfALargeAudienceHasLeft() {
        assertThat(dueAfter(0, 1_000)).isFalse();
        assertThat(dueAfter(2, 600)).isFalse();
        assertThat(dueAfter(60, 600)).isFalse();
        assertThat(dueAfter(2, 0)).isFalse();
        assertThat(dueAfter(14, 0)).isFalse();
        assertThat(dueAfter(1, 0)).isTrue();
        assertThat(dueAfter(60, 0)).isFalse();
    }

    @Test
    void anAudienceThatIsBackInTimeIsNotDisturbed() {
        spare.isDue(1_000);
        spare.isDue(100);
        assertThat(dueAfter(10, 900)).isFalse();
        assertThat(dueAfter(10, 900)).isFalse();
    }

    @Test
    void aSmallAudienceLeavesNothingToGiveBack() {
        spare.isDue(50);
        assertThat(dueAfter(20, 0)).isFalse();
        assertThat(dueAfter(20, 0)).isFalse();
    }
}
