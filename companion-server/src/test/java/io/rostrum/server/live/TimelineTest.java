package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.live.MediaMessage.Kind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline();
    private long nowMillis = 1_000_000;

    private long video(long rawMillis) {
        return next(Kind.VIDEO, rawMillis);
    }

    private long audio(long rawMillis) {
        return next(Kind.AUDIO, rawMillis);
    }

    private long next(Kind kind, long rawMillis) {
        return timeline.next(kind, true, rawMillis & 0xFFFF_FFFFL, TimeUnit.MILLISECONDS.toNanos(nowMillis));
    }

    private void pass(long millis) {
        nowMillis += millis;
    }

    @Test
    void startsAtZeroWhateverThePublisherStartsAt() {
        assertThat(video(16_778_000)).isZero();
        pass(40);
        assertThat(video(16_778_040)).isEqualTo(40);
    }

    @Test
    void goesOnOverTheWrapOf32Bits() {
        assertThat(video(0xFFFF_FFF0L)).isZero();
        pass(33);
        assertThat(video(0xFFFF_FFF0L + 33)).isEqualTo(33);
        pass(33);
        assertThat(audio(0xFFFF_FFF0L + 60)).isEqualTo(60);
        assertThat(timeline.jumps()).isZero();
    }

    @Test
    void keepsAPauseThatReallyPassed() {
        video(0);
        pass(20_000);
        assertThat(video(20_000)).isEqualTo(20_000);
        assertThat(timeline.jumps()).isZero();
    }

    @Test
    void closesAJumpForwards() {
        video(0);
        pass(33);
        assertThat(video(3_600_000)).isEqualTo(33);
        pass(33);
        assertThat(video(3_600_033)).isEqualTo(66);
        assertThat(timeline.jumps()).isEqualTo(1);
    }

    @Test
    void closesAJumpBackwards() {
        video(100_000);
        pass(33);
        video(100_033);
        pass(33);
        assertThat(video(0)).isEqualTo(66);
        assertThat(timeline.jumps()).isEqualTo(1);
    }

    @Test
    void soundUnderWayAtAJumpKeepsItsPlace() {
        video(100_000);
        audio(100_000);
        pass(40);
        video(0); // jumps to 33
        assertThat(audio(100_023)).isEqualTo(23);
        pass(10);
        assertThat(audio(10)).isEqualTo(43);
        assertThat(timeline.jumps()).isEqualTo(1);
    }

    @Test
    void neverDecreasesWithinAKind() {
        audio(0);
        pass(100);
        audio(100);
        assertThat(audio(60)).isEqualTo(100);
        assertThat(video(60)).isEqualTo(60);
    }

    @Test
    void aPublisherWhoReturnsGoesOnAfterTheNewestFrame() {
        video(0);
        pass(1_000);
        video(1_000);
        pass(10_000);
        timeline.restart();
        assertThat(video(0)).isEqualTo(1_033);
        pass(40);
        assertThat(audio(40)).isEqualTo(1_073);
        assertThat(timeline.jumps()).isZero();
    }

    @Test
    void headersAndDataMoveNothing() {
        assertThat(timeline.next(Kind.DATA, false, 5_000_000, 0)).isZero();
        assertThat(video(7)).isZero();
        pass(40);
        assertThat(video(47)).isEqualTo(40);
        assertThat(timeline.next(Kind.VIDEO, false, 0, 0)).isEqualTo(40);
        assertThat(timeline.jumps()).isZero();
    }
}
