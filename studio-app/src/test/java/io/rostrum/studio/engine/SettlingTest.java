package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private final AtomicLong now = new AtomicLong(-7);
    private final AtomicInteger started = new AtomicInteger();
    private final Settling settling = new Settling(started::incrementAndGet, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void theRestStartsOnceTheFirstPictureHasBeenLookedAt() {
        pass(Duration.ofSeconds(2));
        settling.look(true);
        pass(Settling.LOOKED_AT);
        settling.look(true);
        assertThat(started).hasValue(0);

        pass(Duration.ofNanos(1));
        settling.look(true);
        settling.look(true);

        assertThat(started).hasValue(1);
    }

    @Test
    void aWindowWithoutAPictureDoesNotDelayItForever() {
        pass(Settling.AT_THE_LATEST);
        settling.look(false);
        assertThat(started).hasValue(0);

        pass(Duration.ofNanos(1));
        settling.look(false);

        assertThat(started).hasValue(1);
    }

    @Test
    void whoNeedsItDoesNotWaitAndLearnsWhetherItWasThere() {
        assertThat(settling.now()).isTrue();
        assertThat(settling.now()).isFalse();
        pass(Settling.AT_THE_LATEST.multipliedBy(2));
        settling.look(true);

        assertThat(started).hasValue(1);
    }
}
