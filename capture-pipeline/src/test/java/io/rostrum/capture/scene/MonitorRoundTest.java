package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scenes beside the programme, by a clock that each look takes some time of.
final class MonitorRoundTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final PictureSize SMALL = new PictureSize(32, 18);
    private static final Rational RATE = new Rational(30, 1);
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong();
    private final FramePool pool = new FramePool();
    private final ScenePainter painter = new ScenePainter(CANVAS, pool);
    private final MonitorRound round = new MonitorRound(CANVAS, pool, now::get);
    private final List<SourceSlot> slots = new ArrayList<>();
    private final int[] seen = new int[8];
    private final long[] costs = new long[8];
    private final List<Integer> pixels = new ArrayList<>();
    private PictureSize size = SMALL;

    @AfterEach
    void everyPictureWasClosed() {
        round.close();
        painter.close();
        slots.forEach(SourceSlot::close);
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private List<SceneItem> scene() {
        SourceSlot slot = new SourceSlot(
                "grey",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                () -> 0,
                VideoFilter.NONE);
        slots.add(slot);
        VideoFrame frame = pool.take(CANVAS, 0, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(frame, 0xFFC8C8C8);
        }
        slot.frame(frame);
        Transform right = new Transform(new PictureRect(80, 0, 80, 90), Fit.STRETCH, 1, Crop.NONE, Turn.NONE);
        return List.of(new SceneItem(slot, right));
    }

    private List<SceneMonitor> monitors(int count, int mostPerSecond) {
        List<SceneMonitor> monitors = new ArrayList<>();
        List<SceneItem> scene = scene();
        for (int i = 0; i < count; i++) {
            int index = i;
            SceneMonitor monitor = new SceneMonitor(
                    (frame, _) -> {
                        try (frame) {
                            seen[index]++;
                            now.addAndGet(costs[index]);
                            assertThat(frame.size()).isEqualTo(size);
                            pixels.clear();
                            for (int x : new int[] {0, size.width() / 2 - 1, size.width() / 2, size.width() - 1}) {
                                pixels.add(frame.pixels().get(9L * frame.strideBytes() + 4L * x) & 0xFF);
                            }
                        }
                        return true;
                    },
                    () -> Optional.of(size),
                    mostPerSecond);
            monitor.scene(scene);
            monitors.add(monitor);
        }
        return monitors;
    }

    /// @param left of each tick, milliseconds, when the programme has been handed on
    private void second(List<SceneMonitor> monitors, long left) {
        for (int tick = 0; tick < 30; tick++) {
            long next = RATE.nanosOfTick(tick + 1);
            now.set(next - left * MILLI);
            round.draw(monitors, RATE.nanosOfTick(tick), RATE.nanosOfTick(1), next, painter);
            assertThat(now.get()).as("tick %s", tick).isLessThanOrEqualTo(next);
        }
    }

    @Test
    void eightScenesComeFifteenTimesASecondInTheSizeInWhichTheyAreSeen() {
        second(monitors(8, 15), 25);
        assertThat(seen).containsOnly(15);
        assertThat(pixels).containsExactly(0, 0, 200, 200);
    }

    @Test
    void oneAtTheRateOfTheProgrammeMissesNone() {
        second(monitors(1, 30), 25);
        assertThat(seen[0]).isEqualTo(30);
        size = new PictureSize(64, 36);
        List<SceneMonitor> others = monitors(1, 30);
        second(others, 25);
        assertThat(seen[0]).isEqualTo(60);
    }

    @Test
    void whatTheTimeDoesNotSufficeForIsLeftOutInTurnAndTheProgrammeIsNeverLate() {
        Arrays.fill(costs, 5 * MILLI);
        // of 25 ms, less an eighth of a tick, four fit
        second(monitors(8, 30), 25);
        for (int count : seen) {
            assertThat(count).as("each at half the rate").isBetween(14, 16);
        }
    }

    @Test
    void withoutAnyTimeNothingIsDrawnAndNobodyWhoWantsNoneIs() {
        List<SceneMonitor> monitors = monitors(2, 30);
        second(monitors, 2);
        assertThat(seen).containsOnly(0);
        SceneMonitor closed = new SceneMonitor(
                (_, _) -> {
                    throw new AssertionError("nobody looks");
                },
                Optional::empty,
                30);
        second(List.of(closed, monitors.getFirst()), 25);
        assertThat(seen[0]).isEqualTo(30);
        second(List.of(), 25);
    }
}
