package io.rostrum.push.packet;

/// An exact ratio: a frame rate (30000/1001 frames a second) or a time base (1/1000 second a tick).
///
/// @param numerator   positive
/// @param denominator positive
public record Rational(int numerator, int denominator) {
    /// Nanoseconds in a second.
    private static final long NANOS = 1_000_000_000L;

    public Rational {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException(
                    "ratio: " + numerator + "/" + denominator + " (expected: both positive)");
        }
    }

    /// Reads `30`, `30000/1001` or `29.97`; the broadcast rates written as decimals become their exact ratio.
    ///
    /// @throws IllegalArgumentException if `text` is none of these
    public static Rational parse(String text) {
        try {
            int slash = text.indexOf('/');
            if (slash >= 0) {
                return new Rational(
                        Integer.parseInt(text.substring(0, slash).strip()),
                        Integer.parseInt(text.substring(slash + 1).strip()));
            }
            if (text.indexOf('.') < 0) {
                return new Rational(Integer.parseInt(text.strip()), 1);
            }
            double value = Double.parseDouble(text);
            int whole = (int) Math.round(value);
            if (Math.abs(value - whole * 1000.0 / 1001.0) < 0.005) {
                return new Rational(whole * 1000, 1001);
            }
            return new Rational((int) Math.round(value * 1000), 1000);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ratio: " + text + " (expected: 30, 29.97 or 30000/1001)", e);
        }
    }

    /// {@return the time of tick `index` in nanoseconds when this is a rate (ticks a second), exact to the nanosecond}
    public long nanosOfTick(long index) {
        long seconds = Math.floorDiv(index * denominator, (long) numerator);
        long rest = index * denominator - seconds * numerator;
        return seconds * NANOS + rest * NANOS / numerator;
    }

    /// {@return nanoseconds of `ticks` when this is a time base (seconds a tick), rounded to nearest}
    public long ticksToNanos(long ticks) {
        return scale(ticks, (long) numerator * NANOS, denominator);
    }

    /// {@return ticks of `nanos` when this is a time base (seconds a tick), rounded to nearest}
    public long nanosToTicks(long nanos) {
        return scale(nanos, denominator, (long) numerator * NANOS);
    }

    public double toDouble() {
        return (double) numerator / denominator;
    }

    /// `value * multiplier / divisor`, rounded to nearest, without overflow of the product.
    private static long scale(long value, long multiplier, long divisor) {
        long high = Math.multiplyHigh(value, multiplier);
        long low = value * multiplier;
        if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
            return Math.floorDiv(low + (divisor >> 1), divisor);
        }
        long whole = Math.floorDiv(value, divisor);
        long rest = value - whole * divisor;
        return whole * multiplier + Math.floorDiv(rest * multiplier + (divisor >> 1), divisor);
    }

    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }
}
