package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SourceSlotTest {
    private static final PictureSize SMALL = new PictureSize(2, 2);
    private static final long PERIOD = 33_333_333;

    private final AtomicLong now = new AtomicLong();
    private final FramePool pool = new FramePool();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private volatile boolean present = true;
    private volatile boolean broken;
    private volatile boolean dies;
    private final List<Runnable> retries = new CopyOnWriteArrayList<>();
    private final SourceSlot slot = new SourceSlot("card", Fake::new, now::get);

    private final class Fake implements Source {
        @Override
        public String name() {
            return "card";
        }

        @Override
        public void start(MediaClock clock, FrameSink sink) throws DeviceException {
            tried.incrementAndGet();
            if (broken) {
                broken = false;
                throw new IllegalStateException("a bug");
            }
            if (!present) {
                throw new DeviceException(DeviceException.Reason.NOT_FOUND, "nothing is plugged in");
            }
            started.incrementAndGet();
            if (dies) {
                sink.lost(new DeviceException(DeviceException.Reason.LOST, "the cable has a loose contact"));
            }
        }

        @Override
        public AutoCloseable onReturn(Runnable retry) {
            retries.add(retry);
            return () -> retries.remove(retry);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void everyFrameWasClosed() {
        slot.close();
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private void deliver(long ptsNanos) {
        slot.frame(pool.take(SMALL, ptsNanos, true));
    }

    private long shown() {
        try (ScenePainter painter = new ScenePainter(SMALL, pool)) {
            VideoFrame frame = slot.show(/* unfiltered= */ false, 0, painter);
            assertThat(frame).isNotNull();
            try (frame) {
                return frame.ptsNanos();
            }
        }
    }

    @Test
    void aSourceOfTheSameRateIsShownFrameByFrameWhateverItsPhaseAndJitter() throws DeviceException {
        slot.start();
        for (int phase = 0; phase < 10; phase++) {
            Random random = new Random(phase);
            long base = phase * 1_000L * PERIOD;
            long shift = phase * PERIOD / 10;
            List<Long> seen = new ArrayList<>();
            int delivered = 0;
            long[] arrival = new long[300];
            for (int i = 0; i < arrival.length; i++) {
                arrival[i] = base + i * PERIOD + shift + 2_000_000 + random.nextInt(8_000_000);
            }
            for (int tick = 1; tick < 298; tick++) {
                long due = base + tick * PERIOD + PERIOD * 3 / 2;
                while (delivered < 300 && arrival[delivered] <= due) {
                    deliver(base + delivered * PERIOD + shift);
                    delivered++;
                }
                if (slot.advance(base + tick * PERIOD, PERIOD)) {
                    seen.add((shown() - base - shift) / PERIOD);
                }
            }
            List<Long> steady = seen.subList(5, seen.size());
            for (int i = 1; i < steady.size(); i++) {
                assertThat(steady.get(i) - steady.get(i - 1))
                        .as("phase %d, step %d", phase, i)
                        .isEqualTo(1);
            }
            assertThat(steady.size()).as("phase %d", phase).isGreaterThan(285);
        }
    }

    @Test
    void aFasterSourceIsShownAtItsNewestNearTheTick() throws DeviceException {
        slot.start();
        int delivered = 0;
        for (int tick = 1; tick < 100; tick++) {
            while (delivered * PERIOD / 2 <= tick * PERIOD + PERIOD) {
                deliver(delivered * PERIOD / 2);
                delivered++;
            }
            assertThat(slot.advance(tick * PERIOD, PERIOD)).isTrue();
            assertThat(Math.abs(shown() - tick * PERIOD)).isLessThanOrEqualTo(PERIOD * 5 / 8);
        }
    }

    @Test
    void theLastFrameStaysAndThenItIsMissing() throws DeviceException {
        slot.start();
        deliver(0);
        assertThat(slot.advance(0, PERIOD)).isTrue();
        assertThat(slot.advance(PERIOD, PERIOD)).isFalse();
        assertThat(shown()).isZero();
        assertThat(slot.missing()).isFalse();

        long tick = PERIOD;
        while (tick <= Duration.ofMillis(1_900).toNanos()) {
            tick += PERIOD;
            assertThat(slot.advance(tick, PERIOD)).isFalse();
            assertThat(slot.missing()).isFalse();
        }
        while (tick <= Duration.ofMillis(2_100).toNanos()) {
            tick += PERIOD;
            assertThat(slot.advance(tick, PERIOD)).isFalse();
        }
        assertThat(slot.missing()).isTrue();
    }

    @Test
    void aSourceHasAMomentAfterItsSceneWasNotShownOrTheMachineStoodStill() throws DeviceException {
        slot.start();
        deliver(0);
        slot.advance(0, PERIOD);
        long begin = Duration.ofSeconds(9).toNanos();
        for (long tick = begin; tick <= begin + Duration.ofMillis(900).toNanos(); tick += PERIOD) {
            assertThat(slot.advance(tick, PERIOD)).isFalse();
            assertThat(slot.missing()).as("the last frame stays").isFalse();
        }
        long late = begin + Duration.ofMillis(1_300).toNanos();
        slot.advance(late, PERIOD);
        assertThat(slot.missing()).as("nothing came").isTrue();
        deliver(late + PERIOD);
        assertThat(slot.advance(late + PERIOD, PERIOD)).isTrue();
        assertThat(slot.missing()).isFalse();
    }

    @Test
    void aLateCompositorShowsTheFramesThatCameBeforeItTakesTheSourceForGone() throws DeviceException {
        slot.start();
        deliver(0);
        deliver(PERIOD);
        assertThat(slot.advance(0, PERIOD)).isTrue();
        slot.lost(new DeviceException(DeviceException.Reason.LOST, "the cable was pulled"));
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(slot.missing()).isFalse();
        assertThat(slot.advance(PERIOD, PERIOD)).isTrue();
        assertThat(slot.missing()).isFalse();
    }

    @Test
    void aSourceThatCameBackIsMissingUntilItsFirstFrame() throws DeviceException {
        slot.start();
        deliver(0);
        slot.advance(0, PERIOD);
        slot.lost(new DeviceException(DeviceException.Reason.LOST, "the cable was pulled"));
        await().atMost(Duration.ofSeconds(10)).until(() -> slot.state() instanceof SourceSlot.State.Running);
        long second = Duration.ofSeconds(1).toNanos();
        slot.advance(second, PERIOD);
        assertThat(slot.missing()).isTrue();

        deliver(second + PERIOD);
        assertThat(slot.advance(second + PERIOD, PERIOD)).isTrue();
        assertThat(slot.missing()).isFalse();
    }

    @Test
    void aLostSourceIsBroughtBack() throws DeviceException {
        slot.start();
        present = false;
        slot.lost(new DeviceException(DeviceException.Reason.LOST, "the cable was pulled"));
        slot.advance(Duration.ofMillis(600).toNanos(), PERIOD);
        assertThat(slot.missing()).isTrue();
        assertThat(slot.state()).isInstanceOf(SourceSlot.State.Lost.class);

        present = true;
        await().atMost(Duration.ofSeconds(10)).until(() -> started.get() == 2);
        await().atMost(Duration.ofSeconds(10)).until(() -> slot.state() instanceof SourceSlot.State.Running);
    }

    @Test
    void aSourceWhoseDeviceWasPluggedInIsTriedAtOnce() throws DeviceException {
        Duration hours = Duration.ofHours(2);
        try (SourceSlot patient = patientSlot(hours)) {
            patient.start();
            retries.forEach(Runnable::run);
            present = false;
            patient.lost(new DeviceException(DeviceException.Reason.LOST, "the cable was pulled"));
            retries.forEach(Runnable::run);
            await().atMost(Duration.ofSeconds(20)).until(() -> tried.get() == 2);
            assertThat(started.get()).isEqualTo(1);
            present = true;
            retries.forEach(Runnable::run);
            await().atMost(Duration.ofSeconds(20)).until(() -> started.get() == 2);
            await().atMost(Duration.ofSeconds(20)).until(() -> patient.state() instanceof SourceSlot.State.Running);
        }
        assertThat(retries).isEmpty();
    }

    @Test
    void aSourceThatWasNotThereAtFirstIsTriedAtOnceWhenItComes() {
        Duration hours = Duration.ofHours(2);
        present = false;
        try (SourceSlot patient = patientSlot(hours)) {
            patient.startOrRetry();
            assertThat(tried.get()).isEqualTo(1);
            present = true;
            retries.forEach(Runnable::run);
            await().atMost(Duration.ofSeconds(20)).until(() -> started.get() == 1);
        }
        assertThat(retries).isEmpty();
    }

    private SourceSlot patientSlot(Duration pause) {
        return new SourceSlot("card", Fake::new, now::get, VideoFilter.NONE, new RetryPace(now::get, pause, pause));
    }

    @Test
    void aSourceIsBroughtBackThoughItsOpeningHasADefect() throws DeviceException {
        slot.start();
        broken = true;
        slot.lost(new DeviceException(DeviceException.Reason.LOST, "the cable was pulled"));
        await().atMost(Duration.ofSeconds(10)).until(() -> started.get() == 2);
        assertThat(broken).isFalse();
    }

    @Test
    void aSourceThatDiesEachTimeIsTriedMoreAndMoreSeldom() throws DeviceException {
        dies = true;
        long begin = System.nanoTime();
        slot.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> started.get() == 4);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(3_400));
    }

    @Test
    void aSourceThatNeverStartsIsTheUsersToCorrect() {
        present = false;
        assertThatThrownBy(slot::start).isInstanceOf(DeviceException.class).hasMessage("nothing is plugged in");
    }

    @Test
    void anEndedSourceIsExhaustedOnceItsFramesWereShown() throws DeviceException {
        slot.start();
        deliver(0);
        slot.ended();
        assertThat(slot.exhausted()).isFalse();
        slot.advance(0, PERIOD);
        assertThat(slot.exhausted()).isTrue();
    }
}
