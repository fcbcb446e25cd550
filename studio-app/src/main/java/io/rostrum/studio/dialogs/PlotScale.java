package io.rostrum.studio.dialogs;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Where values lie on a plot.
public final class PlotScale {
    private PlotScale() {}

    /// {@return the end of the axis: the smallest of 1, 2, 5, 10, 20, … of `unit` that is not below the greatest value}
    ///
    /// @param values those that are no number are passed over
    /// @param unit   the shortest axis
    static double end(List<double[]> values, double unit) {
        double most = values.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        double end = unit;
        int step = 0;
        while (end < most) {
            end *= step++ % 3 == 1 ? 2.5 : 2;
        }
        return end;
    }

    /// {@return how far from the left end of the time that is shown, 0 to 1, each sample lies}
    public static <S> double[] times(List<S> samples, ToInstant<S> at, Instant now, Duration span) {
        return samples.stream()
                .mapToDouble(sample -> 1 - Duration.between(at.of(sample), now).toMillis() / (double) span.toMillis())
                .toArray();
    }

    /// {@return one value of each sample}
    public static <S> double[] values(List<S> samples, ToDoubleFunction<S> value) {
        return samples.stream().mapToDouble(value).toArray();
    }

    /// When a sample was taken.
    @FunctionalInterface
    public interface ToInstant<S> {
        Instant of(S sample);
    }
}
