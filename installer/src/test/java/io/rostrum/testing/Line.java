package io.rostrum.testing;

import java.util.List;

/// A straight line through points, by least squares.
public final class Line {
    private Line() {}

    /// {@return what `y` gains per unit of `x`; 0 for fewer than two different `x`}
    public static double slope(List<Double> x, List<Double> y) {
        double meanX = x.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double meanY = y.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.size(); i++) {
            above += (x.get(i) - meanX) * (y.get(i) - meanY);
            below += (x.get(i) - meanX) * (x.get(i) - meanX);
        }
        return below == 0 ? 0 : above / below;
    }
}
