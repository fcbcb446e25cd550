package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures of 100 ms each; after the third the processor is away.
class LateCompositorTest {
    private static final Rational RATE = new Rational(10, 1);

    private final long begin = System.nanoTime();
    private final AtomicLong away = new AtomicLong();
    private final MediaClock clock = () -> System.nanoTime() - begin + away.get();

    @ParameterizedTest
    @CsvSource({"300, 8, 0, 0", "1500, 20, 9, 10"})
    void aShortWhileIsMadeUpForAndOfALongOneTheLastPictures(int awayMillis, int pictures, long atLeast, long atMost) {
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        ProgrammeSink sink = (frame, _) -> {
            times.add(frame.ptsNanos());
            frame.close();
            if (times.size() == 3) {
                away.set(Duration.ofMillis(awayMillis).toNanos());
            }
            return true;
        };
        try (FramePool pool = new FramePool();
                Compositor compositor = new Compositor(
                        new PictureSize(64, 36),
                        RATE,
                        clock,
                        pool,
                        () -> VideoFilter.NONE,
                        List.of(),
                        pictures,
                        sink,
                        _ -> {})) {
            compositor.start();
            await().atMost(Duration.ofSeconds(20)).until(compositor::done);

            assertThat(compositor.stats().skippedLate()).isBetween(atLeast, atMost);
            assertThat(times).hasSize((int) (pictures - compositor.stats().skippedLate()));
        }
        assertThat(List.copyOf(times)).isSorted().doesNotHaveDuplicates();
    }
}
