package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DelayedSinkTest {
    private static final Duration DELAY = Duration.ofMillis(200);

    private record Arrived(long dtsNanos, long atNanos) {}

    private final PushLoops loops = PushLoops.open();
    private final TestPackets packets = new TestPackets();
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final DelayedSink sink = new DelayedSink(
            packet -> {
                try (packet) {
                    arrived.add(new Arrived(packet.dtsNanos(), System.nanoTime()));
                }
            },
            DELAY,
            loops);

    @AfterEach
    void end() {
        loops.close();
    }

    @Test
    void handsAllOnInOrderAndNoneTooEarlyAlsoAfterTheEnd() throws Exception {
        long begin = System.nanoTime();
        sink.accept(packets.key(0));
        sink.accept(packets.sound(10));
        sink.accept(packets.picture(33));

        sink.end().get(20, TimeUnit.SECONDS);

        assertThat(arrived).extracting(Arrived::dtsNanos).containsExactly(0L, 10_000_000L, 33_000_000L);
        assertThat(arrived)
                .allSatisfy(each -> assertThat(each.atNanos() - begin).isGreaterThanOrEqualTo(DELAY.toNanos()));
        sink.accept(packets.picture(66));
        assertThat(packets.pool.outstanding()).isZero();
    }

    @Test
    void givesUpWhatWaitsWhenItIsAbandoned() {
        sink.accept(packets.key(0));

        sink.abandon();

        assertThat(sink.end()).isCompleted();
        assertThat(packets.pool.outstanding()).isZero();
        assertThat(arrived).isEmpty();
    }

    @Test
    void anEndWithNothingWaitingIsAtOnce() {
        assertThat(sink.end()).isCompleted();
    }

    @Test
    void takesNoDelayThatWouldFillTheMemory() {
        assertThatThrownBy(() -> new DelayedSink(_ -> {}, Duration.ofSeconds(61), loops))
                .hasMessage("delay: 61000 ms (expected: 1 to 60000)");
    }
}
