package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.scene.CompositorStats;
import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.Programme;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FigureMeterTest {
    private static final OutputSetting OUTPUT = new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", "/tmp", 1);

    private final AtomicLong now = new AtomicLong();
    private final FigureMeter meter = new FigureMeter(now::get);

    private static Programme.Stats stats(long late, long full) {
        return stats(late, full, 0);
    }

    /// @param lost inside encoders that failed
    private static Programme.Stats stats(long late, long full, long lost) {
        return new Programme.Stats(
                new CompositorStats(0, 0, late, full, 0, 0, 0, 0),
                LoadState.FULL,
                List.of(),
                new EncoderState("x264", 2_500_000, lost, List.of()),
                0,
                0,
                0,
                0);
    }

    /// {@return late and refused pictures that are shown after another second, and four looks}
    private List<Long> afterASecond(long late, long full) {
        for (int i = 0; i < 4; i++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
            meter.look(stats(late, full));
        }
        Figures figures = meter.figures(stats(late, full), OUTPUT, 0, "");
        return List.of(figures.skippedLate(), figures.droppedEncoder());
    }

    @Test
    void picturesCountFromTheFirstSteadySecondOn() {
        meter.count(stats(50, 3));

        assertThat(afterASecond(52, 15)).containsExactly(0L, 0L);
        assertThat(afterASecond(52, 19)).containsExactly(0L, 0L);
        assertThat(afterASecond(52, 19)).containsExactly(0L, 0L);
        assertThat(afterASecond(53, 21)).containsExactly(1L, 2L);
        assertThat(afterASecond(53, 30)).containsExactly(1L, 11L);
    }

    @Test
    void aMachineThatIsNeverSteadyIsToldSo() {
        meter.count(stats(0, 0));
        for (int second = 1; second <= 10; second++) {
            afterASecond(0, 5L * second);
        }

        assertThat(afterASecond(0, 55)).containsExactly(0L, 5L);
    }

    @Test
    void whatAnEncoderLostBeforeTheBroadcastIsNotOfTheBroadcast() {
        meter.count(stats(0, 0, 7));

        assertThat(meter.figures(stats(0, 0, 7), OUTPUT, 0, "").droppedEncoder())
                .isZero();
        assertThat(meter.figures(stats(0, 0, 9), OUTPUT, 0, "").droppedEncoder())
                .isEqualTo(2);
        assertThat(meter.figures(stats(0, 0, 3), OUTPUT, 0, "").droppedEncoder())
                .as("of an encoder that was opened since")
                .isEqualTo(3);
    }
}
