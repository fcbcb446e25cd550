package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentMediaTest {
    @Test
    void isBehindByTheMediaThatHasNotArrivedWhole() {
        SentMedia media = new SentMedia();
        assertThat(media.behindNanos()).isZero();
        media.written(1000, 0);
        media.written(100, 33);
        media.written(100, 67);

        assertThat(media.behindNanos()).isEqualTo(67);
        media.delivered(1050);
        assertThat(media.behindNanos()).isEqualTo(67);
        media.delivered(1100);
        assertThat(media.behindNanos()).isEqualTo(34);
        media.delivered(500); // the system counts whole segments only
        assertThat(media.deliveredBytes()).isEqualTo(1100);
        media.delivered(1200);
        assertThat(media.behindNanos()).isZero();
    }
}
