package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(0);

    @Test
    void isNothingWhileTheChannelTakesEverything() {
        backlog.written(100, 40);
        backlog.update(0, 10);
        assertThat(backlog.bytes()).isZero();
        assertThat(backlog.millis()).isZero();
        assertThat(backlog.nanosWithoutProgress(1_000)).isZero();
    }

    @Test
    void countsBytesAndMediaTimeThatWait() {
        for (int i = 1; i <= 10; i++) {
            backlog.written(100, i * 100L);
        }
        backlog.update(650, 5);
        assertThat(backlog.bytes()).isEqualTo(650);
        assertThat(backlog.millis()).isEqualTo(600); // from the fourth, half sent, to the tenth
    }

    @Test
    void knowsSinceWhenNothingWasTaken() {
        backlog.written(100, 0);
        backlog.update(90, 10);
        backlog.update(90, 500);
        assertThat(backlog.nanosWithoutProgress(510)).isEqualTo(500);
        backlog.update(80, 600);
        assertThat(backlog.nanosWithoutProgress(610)).isEqualTo(10);
    }

    @Test
    void moreBytesThanWritten_asEncryptionMakes_areNoBacklogBelowZero() {
        backlog.written(100, 0);
        backlog.update(130, 10);
        assertThat(backlog.bytes()).isEqualTo(100);
    }
}
