package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsLongerEachTimeUpToTheCap() {
        Backoff backoff =
                new Backoff(new Backoff.Limits(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(6), 0), new Random(1));

        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(4500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(6));
        assertThat(backoff.tries()).isEqualTo(4);
        for (int i = 0; i < 5000; i++) {
            assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(6));
        }
        backoff.succeeded();
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theFirstWaitIsShortAndNeverTheSame() {
        Backoff backoff = new Backoff(Backoff.Limits.DEFAULT, new Random(1));
        Duration one = backoff.next();
        backoff.succeeded();
        Duration other = backoff.next();

        assertThat(one)
                .isBetween(Duration.ofMillis(1050), Duration.ofMillis(1500))
                .isNotEqualTo(other);
    }
}
