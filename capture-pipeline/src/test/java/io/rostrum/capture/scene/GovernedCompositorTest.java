package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What a programme does that is too much for its encoder. The clock goes on with each look at it.
final class GovernedCompositorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Rational RATE = new Rational(100, 1);

    private final AtomicLong looks = new AtomicLong();
    private final MediaClock clock = () -> looks.incrementAndGet() * 2_000_000;

    @Test
    void goesOnWithEverySecondPictureEachAtItsTime() {
        AtomicReference<Throwable> defect = new AtomicReference<>();
        ConcurrentLinkedQueue<Long> thinned = new ConcurrentLinkedQueue<>();
        AtomicReference<Compositor> running = new AtomicReference<>();
        AtomicInteger looked = new AtomicInteger();
        ProgrammeSink full = (frame, _) -> {
            if (Objects.requireNonNull(running.get()).load().steps().contains(LoadStep.FRAME_RATE)) {
                thinned.add(frame.ptsNanos());
            }
            frame.close();
            return false;
        };
        try (FramePool pool = new FramePool();
                Compositor compositor = new Compositor(
                        new PictureSize(64, 36),
                        RATE,
                        clock,
                        pool,
                        () -> VideoFilter.NONE,
                        List.of(),
                        Long.MAX_VALUE,
                        full,
                        defect::set)) {
            running.set(compositor);
            compositor.govern(true);
            compositor.preview(
                    (frame, _) -> {
                        looked.incrementAndGet();
                        frame.close();
                        return true;
                    },
                    false);
            compositor.start();
            await().atMost(PATIENCE).until(() -> thinned.size() > 20);
            assertThat(compositor.load().cause()).contains(LoadState.Cause.ENCODER);
            assertThat(compositor.load().steps()).containsExactly(LoadStep.PREVIEW_RATE, LoadStep.FRAME_RATE);
            int seen = looked.get(); // before the figures, for it goes on
            CompositorStats stats = compositor.stats();
            assertThat(stats.thinned()).isPositive();
            assertThat(stats.ticks())
                    .isEqualTo(stats.frames() + stats.droppedFull() + stats.skippedLate() + stats.thinned());
            assertThat(seen).isLessThan((int) stats.droppedFull());
        }
        assertThat(defect.get()).isNull();
        assertThat(thinned)
                .allSatisfy(pts -> assertThat(pts % RATE.nanosOfTick(2)).isZero());
    }

    @Test
    void leavesNothingOutWhereNobodyWantsIt() {
        try (FramePool pool = new FramePool();
                Compositor compositor = new Compositor(
                        new PictureSize(64, 36),
                        RATE,
                        clock,
                        pool,
                        () -> VideoFilter.NONE,
                        List.of(),
                        600,
                        (frame, _) -> {
                            frame.close();
                            return false;
                        },
                        _ -> {})) {
            compositor.start();
            await().atMost(PATIENCE).until(compositor::done);
            assertThat(compositor.load()).isEqualTo(LoadState.FULL);
            assertThat(compositor.stats().thinned()).isZero();
        }
    }
}
