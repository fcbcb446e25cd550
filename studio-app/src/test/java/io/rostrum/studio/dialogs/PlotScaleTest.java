package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlotScaleTest {
    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,1", "1.01,1,2", "2.5,1,5", "5.1,1,10", "30,10,50", "101,10,200", "4500000,1000000,5000000"
    })
    void theAxisEndsAtARoundValue(double most, double unit, double end) {
        assertThat(PlotScale.end(List.of(new double[] {0, Double.NaN, most}, new double[] {most / 2}), unit))
                .isEqualTo(end);
    }

    @Test
    void nothingIsOnTheShortestAxis() {
        assertThat(PlotScale.end(List.of(), 10)).isEqualTo(10);
    }

    @Test
    void nowIsAtTheRightEnd() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(PlotScale.times(
                        List.of(now.minusSeconds(360), now.minusSeconds(300), now.minusSeconds(150), now),
                        at -> at,
                        now,
                        Duration.ofMinutes(5)))
                .containsExactly(new double[] {-0.2, 0, 0.5, 1}, within(1e-9));
    }
}
