package io.rostrum.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.packet.Rational;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FramePacerTest {
    private static final Rational NTSC = new Rational(30000, 1001);

    private final AtomicLong now = new AtomicLong();

    @Test
    void aThreadThatIsLateGetsItsTicksAtOnceUpToALimit() {
        FramePacer pacer = new FramePacer(now::get, NTSC, 0, 2);
        now.set(100_100_000L); // tick 3 is due at 100.1 ms

        assertThat(pacer.await()).isEqualTo(1);
        assertThat(pacer.await()).isEqualTo(2);
        assertThat(pacer.await()).isEqualTo(3);

        now.set(1_001_000_000L); // tick 30

        assertThat(pacer.await()).isEqualTo(30);
    }

    @Test
    void ticksStayExactAfterADay() {
        long day = 86_400_000_000_000L;
        now.set(day);
        FramePacer pacer = new FramePacer(now::get, NTSC, 0, 2);
        now.addAndGet(40_000_000);

        long index = pacer.await();

        assertThat(pacer.nanosOf(index)).isBetween(day, day + 34_000_000);
        assertThat(pacer.nanosOf(index)).isEqualTo(Math.floorDiv(index * 1001L * 1_000_000L, 30L));
    }

    @Test
    void anInterruptedThreadIsToldToEnd() {
        FramePacer pacer = new FramePacer(now::get, NTSC, 0, 2);
        Thread.currentThread().interrupt();

        assertThat(pacer.await()).isEqualTo(-1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
